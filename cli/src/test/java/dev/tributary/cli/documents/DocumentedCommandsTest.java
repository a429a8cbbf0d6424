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
 * Each command that a page shows, in a block or in a sentence, is run by a test with every one of its options, named here, or the page says before the
 * block that it is not and why: {@code <!-- not run by a test: why -->}. That its options exist is in {@link DocumentsTest}.
 */
class DocumentedCommandsTest {
    private static final String QUICKSTART = "WalkthroughTest.theQuickstart";
    private static final String README = "WalkthroughTest.theReadme";
    private static final String TRAINING = "TrainAndEvaluateTest.aTrainedModelIsEvaluatedOnWhatItDidNotLearnFrom";
    private static final String STUDY = "TrainAndEvaluateTest.aStudyOfManyModelsIsTrainedAndTakenApart";
    private static final String LEAVE_ONE_OUT = "TrainAndEvaluateTest.leaveOneOutIsTrainedEvaluatedAndReported";
    private static final String TOPICS = "TrainFromTopicsTest.theSameRecordsGiveTheSameModel";
    private static final String PART_OF_TOPIC = "TrainFromTopicsTest.aPartOfTheTopicIsLearnedFromAndEvaluated";
    private static final String PAGES = "LivePageCommandsTest.demoAndConsoleServeTheirPages";
    private static final String FRESHNESS = "BenchTest.measuresFromTheBehaviorToTheList";
    private static final String SAVEPOINT =
            "StandaloneIT.aSecondSubmissionInTheSameTaskManagerGoesOnFromTheSavepointOfTheFirst";
    private static final String APPLICATION =
            "StandaloneIT.applicationModeAnswersOnAKafkaThatIsAlreadyThereAndGoesOnFromTheNewestCheckpoint";

    private static final String KILLED = "KilledProcessesIT.aKilledTaskManagerJobManagerOrBrokerCostsNothingButTime";

    private static final Pattern CODE = Pattern.compile("(?<!`)`[^`\n]+`(?!`)");
    private static final Pattern OPTION = Pattern.compile("(?<=\\s)--[a-z-]+");
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|'[^']*'");

    /** In a sentence, a command of ours with its options, any command of others, any script. */
    private static final Pattern IN_A_SENTENCE = Pattern.compile("`((?:\\./tributary|deploy/standalone/)[^`]* --[^`]*"
            + "|(?:\\./mvnw|flink|pip|docker|kubectl) [^`\n]+|[\\w-]+\\.sh(?: [^`\n]+)?)`");

    private static final Pattern OF_THE_STANDALONE_CLUSTER = Pattern.compile("(?:start|stop|submit|restart)\\.sh\\b.*");

    /** What a sentence names and no test runs, as it begins, and why. */
    private static final Map<String, String> NOT_RUN = Map.of(
            "./mvnw verify", "it runs the tests",
            "./mvnw spotless:apply", "the build itself checks the format",
            "./mvnw -pl flink-job -am test -Dtest=ConfigurationReferenceTest", "it writes what the test compares",
            "./mvnw -DskipTests install", "it would leave something in the user's repository",
            "docker build", "it needs Docker",
            "flink stop", "Flink's own; stop.sh does the same with its class",
            "pip install", "the test takes Debian's package",
            "./mvnw -pl cli -am test -Dtest=", "it is a test, with larger numbers or one guarantee more",
            "./mvnw -DskipTests -Prelease package", "it is for a release, and takes its time",
            "kafka-", "Kafka's own");

    /** Tests that take what they type from a page or hand it on to another class, and where their options stand. */
    private static final Map<String, List<String>> TYPED_IN = Map.of(
            "WalkthroughTest", List.of("README.md", "docs/quickstart.md"),
            "StandaloneIT", List.of("deploy/src/test/java/dev/tributary/deploy/Cluster.java"));

    /** A command with the options that a test uses, and the test. Of commands that are not ours, how they begin. */
    private static final List<Map.Entry<String, String>> RUN_BY = List.of(
            Map.entry("./tributary --help", "TributaryTest.theHelpOfEachCommandHasExamplesAndExitCodes"),
            Map.entry("./tributary demo", QUICKSTART),
            Map.entry("./tributary demo --language --port --events --speed --quiet", PAGES),
            Map.entry("./tributary demo --data --events --speed --summary --quiet --set", STUDY),
            Map.entry("./tributary console --bootstrap-servers", PAGES),
            Map.entry("./tributary run --config --port", QUICKSTART),
            Map.entry("./tributary replay --data --kafka", QUICKSTART),
            Map.entry("./tributary replay --speed --for", "ReplayTest.theSimulatedWorldIsReplayedForAWhile"),
            Map.entry("./tributary recommend --kafka --user --scenario", QUICKSTART),
            Map.entry(
                    "./tributary recommend --kafka --user --scenario --json", "PipelineTest.aListCanBeAskedForAsJson"),
            Map.entry("./tributary profile --kafka --user", QUICKSTART),
            Map.entry("./tributary watch --kafka --user", QUICKSTART),
            Map.entry("./tributary topics --kafka", QUICKSTART),
            Map.entry("./tributary topics --config", "RenamedTopicsTest.everyCommandFindsThem"),
            Map.entry("./tributary dead-letters --kafka", QUICKSTART),
            Map.entry(
                    "./tributary dead-letters --kafka --reason --json",
                    "DeadLettersTest.showsWhereALetterCameFromAndWhy"),
            Map.entry(
                    "./tributary dead-letters resend --kafka --reason --dry-run",
                    "DeadLettersTest.sendsEqualLettersOnceAsTheyWereAndNoneThatWasCut"),
            Map.entry("./tributary doctor", QUICKSTART),
            Map.entry("echo 'u1:", QUICKSTART),
            Map.entry("echo 'i", README),
            Map.entry("kcat -C -b localhost:9092 -t tributary.recommendations.v1", README),
            Map.entry("./tributary import movielens --from --out", "ImportedReplayTest.ratingsInTheFormatOfMovieLens"),
            Map.entry(
                    "./tributary import amazon-reviews --from --out", "ImportedReplayTest.reviewsInTheFormatOfAmazon"),
            Map.entry(
                    "./tributary import csv --from --map --scenario --out", "ImportTest.anImportedTableCanBeReplayed"),
            Map.entry("./tributary train --data --out", TRAINING),
            Map.entry("./tributary train --data --out --condition --seed", STUDY),
            Map.entry("./tributary train --data --out --without-each", STUDY),
            Map.entry("./tributary train --data --out --networks", STUDY),
            Map.entry("./tributary train --data --out --without-last --time-signals --epochs", LEAVE_ONE_OUT),
            Map.entry("./tributary train --kafka --config --out", TOPICS),
            Map.entry("./tributary train --kafka --config --to --out", PART_OF_TOPIC),
            Map.entry("./tributary evaluate --data --model --json", TRAINING),
            Map.entry("./tributary evaluate --data --every --part --ablation", STUDY),
            Map.entry("./tributary evaluate --data --protocol --time-signals --model --report", LEAVE_ONE_OUT),
            Map.entry(
                    "./tributary evaluate --data --every --profile-text",
                    "TrainAndEvaluateTest.timesToEncodeTheProfileTextAreComparedOnTheSamePredictions"),
            Map.entry("./tributary evaluate --kafka --config --to --model", PART_OF_TOPIC),
            Map.entry(
                    "./tributary bench freshness --freshness-items --freshness-rates --freshness-interval", FRESHNESS),
            Map.entry(
                    "./tributary bench ingest --ingest-events --repetitions --warm-up",
                    "BenchTest.comparesTheWholeJobWithABareOne"),
            Map.entry("deploy/standalone/start.sh", SAVEPOINT),
            Map.entry("deploy/standalone/start.sh --mode", SAVEPOINT),
            Map.entry("deploy/standalone/start.sh --from", APPLICATION),
            Map.entry("deploy/standalone/start.sh --config", KILLED),
            Map.entry("deploy/standalone/start.sh --ha", KILLED),
            Map.entry("deploy/standalone/restart.sh", KILLED),
            Map.entry("deploy/standalone/restart.sh NAME", KILLED),
            Map.entry("deploy/standalone/restart.sh jobmanager", KILLED),
            Map.entry("deploy/standalone/stop.sh --job", SAVEPOINT),
            Map.entry("deploy/standalone/submit.sh --from", SAVEPOINT),
            Map.entry("deploy/standalone/submit.sh --set", SAVEPOINT),
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
                    .allSatisfy(command -> assertThat(isRun(command))
                            .as("a test runs %s of %s", command, page)
                            .isTrue());
        }
    }

    @Test
    void whatASentenceNamesWithItsOptionsIsRunByATest() throws IOException {
        List<String> commands = inSentences().toList();

        assertThat(commands)
                .hasSizeGreaterThan(30)
                .allMatch(command -> isRun(command) || NOT_RUN.keySet().stream().anyMatch(command::startsWith));
        assertThat(NOT_RUN.keySet())
                .allSatisfy(beginning -> assertThat(commands)
                        .as("sentences that name %s", beginning)
                        .anyMatch(command -> command.startsWith(beginning)));
    }

    private static Stream<String> inSentences() throws IOException {
        return Document.all().stream()
                .flatMap(page -> IN_A_SENTENCE.matcher(page.text()).results().map(found -> found.group(1)))
                .map(command -> OF_THE_STANDALONE_CLUSTER.matcher(command).matches()
                        ? "deploy/standalone/" + command
                        : command);
    }

    @Test
    void anOptionThatNoTestUsesWouldBeFound() {
        assertThat(isRun("./tributary train --data DIR --out my-model")).isTrue();
        assertThat(isRun("./tributary train --data DIR --out my-model --explore 2"))
                .isFalse();
        assertThat(isRun("./tributary dead-letters resend")).isTrue();
        assertThat(isRun("./tributary dead-letters forget")).isFalse();
    }

    @Test
    void everyTestThatIsNamedExistsAndUsesTheOptionsThatItStandsFor() throws IOException {
        Map<String, String> sources = testSources();

        assertThat(RUN_BY).allSatisfy(entry -> {
            String[] test = entry.getValue().split("\\.");
            String source = sources.getOrDefault(test[0] + ".java", "");
            assertThat(source).as(entry.getValue()).containsPattern("void " + Pattern.quote(test[1]) + "\\(");
            String typed = source
                    + TYPED_IN.getOrDefault(test[0], List.of()).stream()
                            .map(file -> Document.of(file).text())
                            .collect(Collectors.joining());
            assertThat(options(entry.getKey())).as(entry.getValue()).allMatch(typed::contains);
        });
    }

    @Test
    void everyEntryIsOfACommandInSomePage() throws IOException {
        List<String> commands = Stream.concat(
                        blocks().map(block -> (Fence) block.get()[1])
                                .filter(block -> block.whyNotRun() == null)
                                .flatMap(block -> block.commands().stream()),
                        inSentences())
                .toList();

        assertThat(RUN_BY)
                .allSatisfy(entry -> assertThat(commands).anyMatch(command -> covers(entry.getKey(), command)));
    }

    @Test
    void theChineseReadmeIsInStepWithTheEnglishOne() {
        assertThat(shell("README.zh.md")).isEqualTo(shell("README.md"));
        assertThat(found("README.zh.md", Document.LINK)).isEqualTo(found("README.md", Document.LINK));
        assertThat(found("README.zh.md", CODE)).isEqualTo(found("README.md", CODE));
    }

    private static boolean isRun(String command) {
        return RUN_BY.stream().anyMatch(entry -> covers(entry.getKey(), command));
    }

    /** Whether it is the same command, and every option of it is one of the entry's. */
    private static boolean covers(String entry, String command) {
        boolean ours = command.startsWith("./tributary") || command.startsWith("deploy/");
        return ours
                ? name(entry).equals(name(command)) && options(command).stream().allMatch(options(entry)::contains)
                : command.startsWith(entry);
    }

    private static String name(String command) {
        return command.replaceFirst(" -.*", "").strip();
    }

    private static List<String> options(String command) {
        return OPTION.matcher(QUOTED.matcher(command).replaceAll("x"))
                .results()
                .map(MatchResult::group)
                .toList();
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
