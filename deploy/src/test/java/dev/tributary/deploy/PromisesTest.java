package dev.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What docs/operations.md promises is tested by what it names. */
class PromisesTest {
    private static final Pattern NAMED_TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT))\\.(\\w+)`");

    private static final Pattern PROMISES =
            Pattern.compile("\\| promise \\| test \\|\n\\|---\\|---\\|\n((?:\\|.*\n)+)");

    private static final Pattern COMMANDS =
            Pattern.compile("\\| promise \\| command \\| last seen \\|\n\\|---\\|---\\|---\\|\n((?:\\|.*\n)+)");

    private static final Pattern COMMAND_AND_DAY = Pattern.compile("\\| `([^`]+)` \\| \\d{4}-\\d\\d-\\d\\d \\|$");

    private static final Pattern SHELL = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    /** What stands directly above a method. */
    private static final String ABOVE = "((?:^ +(?!}$|/)\\S.*\n)+)^ +(?:static )?void ";

    private static final Pattern RUNS = Pattern.compile("@(Test|ParameterizedTest|RepeatedTest|Property|FuzzTest)\\b");

    @Test
    void everyTestThatAPromiseNamesExistsAndRuns() throws IOException {
        String page = Files.readString(Documents.ROOT.resolve("docs/operations.md"));
        Map<String, String> sources = testSources();

        List<String> missing = NAMED_TEST
                .matcher(page)
                .results()
                .filter(named -> !runs(named.group(2), sources.getOrDefault(named.group(1) + ".java", "")))
                .map(named -> named.group(1) + "." + named.group(2))
                .toList();

        assertThat(missing).isEmpty();
    }

    @Test
    void everyPromiseNamesATest() throws IOException {
        String page = Files.readString(Documents.ROOT.resolve("docs/operations.md"));
        List<String> promises = PROMISES.matcher(page)
                .results()
                .flatMap(table -> table.group(1).lines())
                .toList();

        assertThat(promises)
                .hasSizeGreaterThan(30)
                .allSatisfy(promise -> assertThat(promise).containsPattern(NAMED_TEST));
    }

    /** That their options exist is in DocumentsTest. */
    @Test
    void everyPromiseOfACommandNamesOneThatAPageShowsAndWhenItWasSeen() throws IOException {
        String page = Files.readString(Documents.ROOT.resolve("docs/operations.md"));
        List<String> shown = SHELL.matcher(page)
                .results()
                .flatMap(block -> block.group(1).lines())
                .map(String::strip)
                .toList();
        List<String> promises = COMMANDS.matcher(page)
                .results()
                .flatMap(table -> table.group(1).lines())
                .toList();

        assertThat(promises).hasSizeGreaterThan(5).allSatisfy(promise -> {
            var named = COMMAND_AND_DAY.matcher(promise);
            assertThat(named.find()).isTrue();
            assertThat(shown).anyMatch(line -> line.contains(named.group(1)));
        });
    }

    private static boolean runs(String method, String source) {
        var found = Pattern.compile(ABOVE + method + "\\(", Pattern.MULTILINE).matcher(source);
        return found.find() && RUNS.matcher(found.group(1)).find() && !source.contains("@Disabled");
    }

    @Test
    void aMethodRunsOnlyAsATest() {
        assertThat(runs("a", "    @Test\n    void a() {\n")).isTrue();
        assertThat(
                        runs(
                                "a",
                                "    @ParameterizedTest\n    @ValueSource(\n            ints = {\n                1\n            })\n    void a(int i) {\n"))
                .isTrue();
        assertThat(runs("a", "    @Test\n    void b() {\n    }\n\n    void a() {\n"))
                .isFalse();
        assertThat(runs("a", "    @Test\n    @Disabled\n    void a() {\n")).isFalse();
    }

    private static Map<String, String> testSources() throws IOException {
        try (var files = Files.find(
                Documents.ROOT, 20, (file, attributes) -> file.toString().contains("/src/test/java/"))) {
            return files.filter(Files::isRegularFile)
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString(), PromisesTest::text, (a, b) -> a + b));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
