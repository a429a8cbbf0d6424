package dev.tributary.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.Tributary;
import dev.tributary.cli.embedded.SharedKafka;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private final StringWriter printed = new StringWriter();

    @Test
    void theSimulatedWorldIsReplayedForAWhile() {
        assertThat(run("topics", "--create", "--kafka", SharedKafka.bootstrapServers()))
                .isZero();

        assertThat(run("replay", "--speed", "100/s", "--for", "1s", "--kafka", SharedKafka.bootstrapServers()))
                .as(printed.toString())
                .isZero();

        assertThat(printed.toString())
                .containsPattern("[1-9]\\d* items and [1-9]\\d* behaviors sent, 0 lines rejected");
    }

    private int run(String... arguments) {
        return Tributary.commandLine()
                .setOut(new PrintWriter(printed, true))
                .setErr(new PrintWriter(printed, true))
                .execute(arguments);
    }
}
