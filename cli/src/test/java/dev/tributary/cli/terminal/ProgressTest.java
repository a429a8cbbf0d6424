package dev.tributary.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final List<String> drawn = new CopyOnWriteArrayList<>();

    @Test
    void aBarIsDrawnOnATerminalAlone() {
        run(false);
        assertThat(drawn).isEmpty();

        run(true);
        assertThat(drawn)
                .as("all but the blanks that wipe the bar away")
                .filteredOn(line -> !line.isBlank())
                .last()
                .asString()
                .containsPattern("Importing +100%");
    }

    private void run(boolean terminal) {
        try (var bar = new Progress("Importing", 10, terminal, drawn::add)) {
            bar.stepTo(10);
        }
    }
}
