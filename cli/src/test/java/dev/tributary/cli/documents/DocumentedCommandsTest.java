package dev.tributary.cli.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each command that a page shows is run by a test, named here, or the page says before the block that it is not and why:
 * {@code <!-- not run by a test: why -->}. That its options exist is in {@link DocumentsTest}.
 */
class DocumentedCommandsTest {
    private static final String QUICKSTART = "WalkthroughTest.theQuickstart";
    private static final String README = "WalkthroughTest.theReadme";
    private static final String TRAINING = "TrainAndEvaluateTest.aTrainedModelIsEvaluatedOnWhatItDidNotLearnFrom";
    private static final String SAVEPOINT =
            "StandaloneIT.aSecondSubmissionInTheSameTaskManagerGoesOnFromTheSavepointOfTheFirst";

    private static final Pattern CODE = Pattern.compile("(?<!`)`[^`\n]+`(?!`)");

    /** How a command begins, and the test that runs one like it. */
    private static final Map<String, String> RUN_BY = Map.ofEntries(
            Map.entry("./tributary demo", QUICKSTART),
            Map.entry("./tributary run --config tributary.yaml --port 9092", QUICKSTART),
            Map.entry("./tributary replay", QUICKSTART),
            Map.entry("./tributary recommend", QUICKSTART),
            Map.entry("./tributary profile", QUICKSTART),
            Map.entry("./tributary watch", QUICKSTART),
            Map.entry("./tributary topics", QUICKSTART),
            Map.entry("./tributary dead-letters", QUICKSTART),
            Map.entry("./tributary doctor", QUICKSTART),
            Map.entry("echo 'u1:", QUICKSTART),
            Map.entry("echo 'i", README),
            Map.entry("kcat -C -b localhost:9092 -t tributary.recommendations.v1", README),
            Map.entry("./tributary import movielens", "ImportedReplayTest.ratingsInTheFormatOfMovieLens"),
            Map.entry("./tributary import amazon-reviews", "ImportedReplayTest.reviewsInTheFormatOfAmazon"),
            Map.entry(
                    "./tributary import csv",
                    "ImportedReplayTest.aTableOfOnesOwnWithRowsOfAScenarioThatTheJobDoesNotHave"),
            Map.entry("./tributary train", TRAINING),
            Map.entry("./tributary evaluate", TRAINING),
            Map.entry(
                    "./tributary train --data DIR --out study",
                    "TrainAndEvaluateTest.severalModelsAreComparedOnTheSamePredictions"),
            Map.entry(
                    "./tributary evaluate --data DIR --protocol leave-one-out",
                    "TrainAndEvaluateTest.leaveOneOutIsTrainedEvaluatedAndReported"),
            Map.entry(
                    "./tributary evaluate --data DIR --every 16 --profile-text",
                    "TrainAndEvaluateTest.timesToEncodeTheProfileTextAreComparedOnTheSamePredictions"),
            Map.entry("./tributary bench freshness", "BenchTest.measuresFromTheBehaviorToTheList"),
            Map.entry("deploy/standalone/start.sh", SAVEPOINT),
            Map.entry("deploy/standalone/stop.sh", SAVEPOINT),
            Map.entry("deploy/standalone/submit.sh --from SAVEPOINT", SAVEPOINT),
            Map.entry(
                    "deploy/standalone/submit.sh --set tributary.kafka.topics.recommendations=",
                    "BackfillTest.aSecondJobKnowsTheSameFromTheTopicsAloneAndDoesNotDisturbTheFirst"),
            Map.entry("examples/shell/", "ExamplesTest.shell"),
            Map.entry("cd examples/node", "ExamplesTest.node"),
            Map.entry("npm ci", "ExamplesTest.node"),
            Map.entry("node ", "ExamplesTest.node"),
            Map.entry("cd examples/python", "ExamplesTest.python"),
            Map.entry("python3 ", "ExamplesTest.python"),
            Map.entry("java -cp \"examples/java/", "ExamplesTest.java"));

    static Stream<Arguments> blocks() throws IOException {
        return Document.all().stream()
                .flatMap(page ->
                        Fence.of(page.text()).stream().filter(Fence::isForShell).map(block -> arguments(page, block)));
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void isRunByATestOrSaysThatItIsNot(Document page, Fence block) {
        if (block.whyNotRun() == null) {
            assertThat(block.commands())
                    .isNotEmpty()
                    .allSatisfy(command -> assertThat(RUN_BY.keySet())
                            .as("the beginnings of commands that a test runs, among them of %s in %s", command, page)
                            .anyMatch(command::startsWith));
        }
    }

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        Map<String, String> sources = testSources();

        assertThat(RUN_BY.values()).allSatisfy(test -> {
            String[] named = test.split("\\.");
            assertThat(sources.getOrDefault(named[0] + ".java", ""))
                    .as(test)
                    .containsPattern("void " + Pattern.quote(named[1]) + "\\(");
        });
    }

    @Test
    void everyBeginningIsThatOfACommandInSomePage() throws IOException {
        List<String> commands = blocks().map(block -> (Fence) block.get()[1])
                .filter(block -> block.whyNotRun() == null)
                .flatMap(block -> block.commands().stream())
                .toList();

        assertThat(RUN_BY.keySet())
                .allSatisfy(beginning -> assertThat(commands).anyMatch(command -> command.startsWith(beginning)));
    }

    @Test
    void theChineseReadmeIsInStepWithTheEnglishOne() {
        assertThat(shell("README.zh.md")).isEqualTo(shell("README.md"));
        assertThat(found("README.zh.md", Document.LINK)).isEqualTo(found("README.md", Document.LINK));
        assertThat(found("README.zh.md", CODE)).isEqualTo(found("README.md", CODE));
    }

    /** @return what stands there how often, for the order of words differs; the pages' links to each other left out */
    private static Map<String, Long> found(String page, Pattern pattern) {
        return pattern.matcher(Document.of(page).text())
                .results()
                .map(MatchResult::group)
                .filter(text -> !text.contains("README.zh.md") && !text.contains("(README.md"))
                .collect(Collectors.groupingBy(text -> text, TreeMap::new, Collectors.counting()));
    }

    /** @return a page's commands without the words between quotation marks */
    private static List<String> shell(String page) {
        return Fence.of(Document.of(page).text()).stream()
                .filter(Fence::isForShell)
                .flatMap(block -> block.commands().stream())
                .map(command -> command.replaceAll("\"(title|categories)\":(\"[^\"]*\"|\\[[^]]*])", "$1"))
                .toList();
    }

    private static Map<String, String> testSources() throws IOException {
        try (var files = Files.find(
                Document.ROOT, 20, (file, attributes) -> file.toString().contains("/src/test/java/"))) {
            return files.filter(Files::isRegularFile)
                    .collect(Collectors.toMap(file -> file.getFileName().toString(), Document::read, (a, b) -> a + b));
        }
    }
}
