package dev.tributary.replay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads the research data sets where they lie beside the repository. */
class RealDataTest {
    private static final Path DATA = nextToTheRepository();

    @ParameterizedTest
    @CsvSource({
        "amazon-food-kitchen, 28095, 173548, kitchen, false",
        "complete-journey-odd, 16131, 47856, grocery, true",
        "ml-latest-small-text, 9742, 100836, films, false",
    })
    void readsEveryLine(String name, long items, long behaviors, String largest, boolean repeats) {
        assumeThat(DATA.resolve(name)).exists();
        DataSet data = DataSet.open(DATA.resolve(name));
        try (var all = data.items()) {
            assertThat(all.count()).isEqualTo(items);
        }
        try (var all = data.behaviors()) {
            assertThat(all.count()).isEqualTo(behaviors);
        }
        assertThat(data.rejects()).isEqualTo(Rejects.NONE);
        ScenarioSpec first = data.scenarios().get(0);
        assertThat(first.id()).isEqualTo(largest);
        assertThat(first.repeats()).isEqualTo(repeats);
        assertThat(first.language()).isEqualTo("en");
    }

    /** The folder {@code shared/data} beside this module or beside a folder above it, however deep the checkout lies. */
    private static Path nextToTheRepository() {
        Path dir = Path.of("").toAbsolutePath();
        while (dir.getParent() != null
                && !Files.isDirectory(dir.resolveSibling("shared").resolve("data"))) {
            dir = dir.getParent();
        }
        return dir.resolveSibling("shared").resolve("data");
    }
}
