package dev.tributary.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs beside Java that some tests need. Where one is missing its tests are skipped, but they fail where all are to be there, as in {@code .ci/run}. */
final class Tools {
    private static final boolean REQUIRED = "required".equals(System.getenv("TEST_TOOLS"));

    private Tools() {}

    static Optional<Path> find(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** @param source where a missing one comes from */
    static void need(String program, String source) {
        need(find(program).isPresent(), program + " is not here (" + source + ")");
    }

    static void need(boolean isThere, String otherwise) {
        if (REQUIRED) {
            assertThat(isThere).as(otherwise).isTrue();
        }
        assumeTrue(isThere, otherwise);
    }
}
