package dev.tributary.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.embedded.EmbeddedFlink;
import dev.tributary.cli.embedded.EmbeddedKafka;
import dev.tributary.cli.embedded.EmbeddedTributary;
import dev.tributary.job.FlinkDefaults;
import dev.tributary.job.Scenario;
import dev.tributary.schemas.Recommendation;
import dev.tributary.schemas.RecommendedItem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A savepoint of each version is kept among the test resources, and what is built now goes on from it: {@code 0.1.0-pre} was written while Flink's
 * own serializers wrote all state, {@code 0.1.0} since there are codecs.
 */
class UpgradeTest {
    private static final String VERSION = "0.1.0";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static EmbeddedKafka broker;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    @BeforeAll
    static void start() {
        broker = EmbeddedKafka.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    /** The topics know nothing of what the savepoint has read. */
    @ParameterizedTest
    @MethodSource("kept")
    void aSavepointOfEachVersionGoesOn(Path savepoint) throws Exception {
        Configuration settings = settings();
        settings.setString("execution.state-recovery.path", savepoint.toUri().toString());
        try (EmbeddedKafka fresh = EmbeddedKafka.start();
                var tributary = EmbeddedTributary.startOn(fresh.bootstrapServers(), settings);
                var kafka = new KafkaClient(fresh.bootstrapServers())) {
            kafka.request("ask", "u1", "travel");
            Recommendation answer = kafka.awaitAnswer("ask", "travel");

            assertThat(answer.getRevision()).isEqualTo(2);
            assertThat(answer.getProfileText())
                    .isEqualTo(
                            "bought Trail running week in the Alps (travel)\nbought Light trail running shoes (shop)");
            assertThat(answer.getItems()).extracting(RecommendedItem::getItemId).containsExactly("lyon");
            assertThat(tributary.items()).isEqualTo(3);

            kafka.behavior("e1", "u1", "shop", "shoes"); // known already
            kafka.behavior("e3", "u1", "shop", "shoes");
            kafka.request("ask-later", "u1", "shop");
            assertThat(kafka.awaitAnswer("e3", "travel").getRevision()).isEqualTo(3);
            assertThat(tributary.duplicates()).isOne();
            assertThat(tributary.count("relate", "unknownItems")).isZero();
            assertThat(kafka.awaitAnswer("ask-later", "shop").getItems())
                    .extracting(RecommendedItem::getItemId)
                    .containsExactly("shoes");
        }
    }

    @Test
    void aSavepointWithVectorsOfAnotherEncoderIsRefusedForGoodAndLeftAsItIs() throws Exception {
        Path savepoint = savepoint();
        Map<String, Long> before = files(savepoint);
        Configuration settings = settings();
        settings.setString("execution.state-recovery.path", savepoint.toUri().toString());
        settings.setString("tributary.encode.model", "bge-small-zh-v1.5");
        settings.setString("restart-strategy.type", "fixed-delay");
        try (var tributary = EmbeddedTributary.startOn(broker.bootstrapServers(), settings)) {
            Awaitility.await().atMost(PATIENCE).until(() -> tributary.status() == JobStatus.FAILED);

            assertThat(tributary.failureMessage())
                    .contains("The state to be restored holds vectors of all-MiniLM-L6-v2@")
                    .contains("the configuration makes vectors of bge-small-zh-v1.5@")
                    .contains("Set tributary.encode.model and tributary.encode.interest-model to what they were");
        }
        assertThat(files(savepoint)).isEqualTo(before);
    }

    @Test
    void aStateOfAnotherShapeIsRefusedAndLeftAsItIs() throws Exception {
        Path savepoint = savepoint();
        Map<String, Long> before = files(savepoint);
        Configuration settings = FlinkDefaults.under(settings());
        settings.setString("execution.state-recovery.path", savepoint.toUri().toString());
        settings.setString("execution.state-recovery.ignore-unclaimed-state", "true");
        try (var flink = EmbeddedFlink.start(1, settings)) {
            var env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
            env.fromData("u1")
                    .uid("users")
                    .keyBy(user -> user)
                    .process(new RemembersNumbers())
                    .uid("profile")
                    .sinkTo(new DiscardingSink<>())
                    .uid("nowhere");
            JobID job = flink.submit(env);
            Awaitility.await().atMost(PATIENCE).until(() -> flink.status(job) == JobStatus.FAILED);

            assertThat(flink.failureMessage(job))
                    .contains("The new state serializer", "must not be incompatible with the old state serializer");
        }
        assertThat(files(savepoint)).isEqualTo(before);
    }

    /** The state of the stage profile, as a release would have it that forgot about its savepoints. */
    private static final class RemembersNumbers extends KeyedProcessFunction<String, String, String> {
        private static final long serialVersionUID = 1;

        @Override
        public void open(OpenContext context) {
            getRuntimeContext().getState(new ValueStateDescriptor<>("profile", Long.class));
        }

        @Override
        public void processElement(String user, Context context, Collector<String> out) {
            out.collect(user);
        }
    }

    /** Before a release: {@code mvn -pl cli -am test -Dtest=UpgradeTest -Dtributary.savepoint=write -Dsurefire.failIfNoSpecifiedTests=false}. */
    @Test
    @EnabledIfSystemProperty(named = "tributary.savepoint", matches = "write")
    void writesTheSavepointOfThisVersion() throws Exception {
        try (EmbeddedKafka fresh = EmbeddedKafka.start();
                var tributary = EmbeddedTributary.startOn(fresh.bootstrapServers(), settings());
                var kafka = new KafkaClient(fresh.bootstrapServers())) {
            kafka.item("shoes", "shop", "Light trail running shoes");
            kafka.item("alps", "travel", "Trail running week in the Alps");
            kafka.item("lyon", "travel", "Food markets and bistros in Lyon");
            Awaitility.await().atMost(PATIENCE).until(() -> tributary.items() == 3);
            kafka.behavior("e1", "u1", "shop", "shoes");
            kafka.awaitAnswer("e1", "travel");
            kafka.behavior("e2", "u1", "travel", "alps");
            kafka.awaitAnswer("e2", "travel");
            Path written = Path.of(
                    URI.create(tributary.stopWithSavepoint(folder.toUri().toString())));
            copy(written, Path.of("src/test/resources/savepoints", VERSION));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    static List<Path> kept() throws Exception {
        try (var folders = Files.list(savepoint().getParent())) {
            return folders.sorted().toList();
        }
    }

    private static Path savepoint() throws Exception {
        return Path.of(Objects.requireNonNull(UpgradeTest.class.getResource("/savepoints/" + VERSION))
                .toURI());
    }

    private static Map<String, Long> files(Path folder) throws IOException {
        var sizes = new TreeMap<String, Long>();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                sizes.put(file.getFileName() + "@" + Files.getLastModifiedTime(file), Files.size(file));
            }
        }
        return sizes;
    }

    private static Configuration settings() {
        var settings = new Configuration();
        settings.set(
                Scenario.SCENARIOS,
                List.of(
                        Map.of("id", "shop", "description", "Running equipment", "repeats", "true"),
                        Map.of("id", "travel", "description", "Trips and places to stay")));
        settings.setString("tributary.profile.refresh-interval", "0 ms");
        settings.setString("parallelism.default", "1");
        settings.setString("restart-strategy.type", "none");
        return settings;
    }
}
