package dev.tributary.cli.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.embedded.EmbeddedKafka;
import dev.tributary.cli.embedded.EmbeddedTributary;
import dev.tributary.job.FlinkDefaults;
import dev.tributary.job.JobConfig;
import dev.tributary.job.Scenario;
import dev.tributary.job.interest.ProfileVector;
import dev.tributary.job.profile.Consumed;
import dev.tributary.job.profile.Remembered;
import dev.tributary.models.encoder.EncoderSettings;
import dev.tributary.schemas.Recommendation;
import dev.tributary.schemas.Topics;
import dev.tributary.schemas.Trigger;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.SavepointReader;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is left of an erased user, looked for in savepoints: with Flink's State Processor API in every state that has users for keys, and as
 * bytes in all files of the savepoint, whatever operator, timer or queue they belong to.
 */
class ErasureTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String LEAVING = "leaving5c81";
    private static final String RETURNING = "returning2b37";
    private static final String STAYING = "staying90fe";

    /** All states whose keys are users. */
    private static final List<Keyed> STATES = List.of(
            new Keyed("profile", new ValueStateDescriptor<>("profile", Remembered.class)),
            new Keyed("profile", new ValueStateDescriptor<>("consumed", Consumed.class)),
            new Keyed("interest", new ValueStateDescriptor<>("profile-vector", ProfileVector.class)));

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    private record Keyed(String operator, ValueStateDescriptor<?> state) {}

    @Test
    void nothingOfAnErasedUserIsLeftInASavepointButWhenTheErasureWasAndALaterBehaviorBeginsAnew() throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.start()) {
            Path before = known(broker);
            for (Keyed keyed : STATES) {
                assertThat(keys(before, keyed)).contains(LEAVING, STAYING);
            }
            assertThat(occurrences(before, LEAVING)).isGreaterThan(3);

            Path after = erased(broker, before);
            for (Keyed keyed : STATES) {
                assertThat(keys(after, keyed)).as("%s", keyed).contains(STAYING).doesNotContain(LEAVING);
            }
            assertThat(keys(after, new Keyed("profile", new ValueStateDescriptor<>("erased", Long.class))))
                    .containsExactly(LEAVING);
            assertThat(occurrences(after, LEAVING))
                    .as("only as the key of when the erasure was recorded")
                    .isOne();
            assertThat(occurrences(after, STAYING)).isGreaterThan(3);

            beginsAnew(broker, after);
        }
    }

    /**
     * While they leave, much of them is under way: a list that waits for the end of the interval, a behavior that waits for an unknown item, a text
     * that waits for the encoder.
     */
    @Test
    void whatWasUnderWayWhenUsersWereErasedIsGoneSecondsLaterAndBringsNobodyBack() throws Exception {
        Configuration settings = settings();
        settings.setString("tributary.kafka.bootstrap-servers", "localhost:9092");
        settings.setString("tributary.profile.refresh-interval", "10 s");
        settings.setString("tributary.relate.item-wait", "20 s");
        settings.setString("parallelism.default", "1"); // timers of all users are one after the other
        EncoderSettings encoderSettings = JobConfig.from(FlinkDefaults.under(settings))
                .encode()
                .settings()
                .withGpu(OptionalInt.empty());
        var encoder = new FaultyEncoder(encoderSettings);
        try (EmbeddedKafka broker = EmbeddedKafka.start();
                var lease = encoder.share(encoderSettings);
                var tributary = EmbeddedTributary.startOn(broker.bootstrapServers(), settings);
                var kafka = new KafkaClient(broker.bootstrapServers())) {
            kafka.item("shoes", "shop", "Light trail running shoes");
            kafka.item("alps", "travel", "Trail running week in the Alps");
            Awaitility.await().atMost(PATIENCE).until(() -> tributary.items() == 2);
            kafka.request("first", "stranger", "shop");
            kafka.awaitAnswer("first", "shop");
            encoder.hang();
            for (String user : List.of(LEAVING, RETURNING)) {
                act(kafka, user);
            }
            Awaitility.await().atMost(PATIENCE).until(() -> tributary.behaviors() == 4);
            act(kafka, STAYING);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> tributary.behaviors() == 6 && tributary.count("relate", "waited") == 3);
            for (String user : List.of(LEAVING, RETURNING)) {
                kafka.send(Topics.ERASURES, user, "{\"user_id\":\"" + user + "\",\"requested_at\":1}");
                kafka.awaitTombstone(user);
            }
            kafka.behavior("anew", RETURNING, "travel", "alps");
            kafka.awaitAnswer("anew", "shop");
            assertThat(tributary.count("profile", "erasedBehaviors"))
                    .as("they still wait for their item")
                    .isZero();

            // the last to act has the list that waited, so the others would have had theirs
            kafka.awaitList(list -> list.getUserId().equals(STAYING) && list.getRevision() > 1);
            Awaitility.await().atMost(PATIENCE).until(() -> tributary.count("profile", "erasedBehaviors") == 2);
            encoder.work();
            kafka.awaitList(list -> list.getUserId().equals(RETURNING) && list.getTrigger() == Trigger.PROFILE_TEXT);
            kafka.request("ask", RETURNING, "shop");
            Recommendation answer = kafka.awaitAnswer("ask", "shop");
            assertThat(answer.getRevision()).isEqualTo(1);
            assertThat(answer.getProfileText()).isEqualTo("bought Trail running week in the Alps (travel)");
            kafka.awaitTombstones(LEAVING, 2);
            // texts of the erased profiles
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> tributary.count("interest", "lateTexts") >= 2
                            && lease.encoder().inFlight() == 0);

            Path after = Path.of(
                    URI.create(tributary.stopWithSavepoint(folder.toUri().toString())));
            for (Keyed keyed : STATES) {
                assertThat(keys(after, keyed)).as("%s", keyed).contains(STAYING).doesNotContain(LEAVING);
            }
            assertThat(occurrences(after, LEAVING))
                    .as("only as the key of when the erasure was recorded")
                    .isOne();
            assertThat(kafka.listsToTheEnd())
                    .filteredOn(list -> list.getUserId().equals(LEAVING))
                    .extracting(Recommendation::getCausedBy)
                    .containsOnly(LEAVING + "-1");
        }
    }

    private static void act(KafkaClient kafka, String user) {
        kafka.behavior(user + "-1", user, "shop", "shoes");
        kafka.behavior(user + "-2", user, "travel", "alps");
        kafka.behavior(user + "-3", user, "travel", "unheard-of");
    }

    private Path known(EmbeddedKafka broker) throws Exception {
        try (var tributary = EmbeddedTributary.startOn(broker.bootstrapServers(), settings());
                var kafka = new KafkaClient(broker.bootstrapServers())) {
            kafka.item("shoes", "shop", "Light trail running shoes");
            kafka.item("alps", "travel", "Trail running week in the Alps");
            Awaitility.await().atMost(PATIENCE).until(() -> tributary.items() == 2);
            for (String user : List.of(LEAVING, STAYING)) {
                kafka.behavior(user + "-1", user, "shop", "shoes");
                kafka.behavior(user + "-2", user, "travel", "alps");
                kafka.awaitList(list -> list.getUserId().equals(user) && list.getTrigger() == Trigger.PROFILE_TEXT);
            }
            Awaitility.await().atMost(PATIENCE).until(() -> tributary.behaviors() == 4);
            return Path.of(URI.create(tributary.stopWithSavepoint(folder.toUri().toString())));
        }
    }

    private Path erased(EmbeddedKafka broker, Path savepoint) throws Exception {
        try (var tributary = EmbeddedTributary.startOn(broker.bootstrapServers(), restored(savepoint));
                var kafka = new KafkaClient(broker.bootstrapServers())) {
            kafka.send(Topics.ERASURES, LEAVING, "{\"user_id\":\"" + LEAVING + "\",\"requested_at\":1}");
            kafka.awaitTombstones(LEAVING, 2);
            return Path.of(URI.create(tributary.stopWithSavepoint(folder.toUri().toString())));
        }
    }

    private static void beginsAnew(EmbeddedKafka broker, Path savepoint) {
        try (var tributary = EmbeddedTributary.startOn(broker.bootstrapServers(), restored(savepoint));
                var kafka = new KafkaClient(broker.bootstrapServers())) {
            kafka.behavior("anew", LEAVING, "travel", "alps");
            kafka.awaitAnswer("anew", "shop");
            kafka.request("ask-anew", LEAVING, "shop");

            Recommendation answer = kafka.awaitAnswer("ask-anew", "shop");
            assertThat(answer.getRevision()).isEqualTo(1);
            assertThat(answer.getProfileText()).isEqualTo("bought Trail running week in the Alps (travel)");
            assertThat(tributary.behaviors()).isEqualTo(1);
        }
    }

    private static List<String> keys(Path savepoint, Keyed keyed) throws Exception {
        var env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(1);
        var keys = new ArrayList<String>();
        try (var found = SavepointReader.read(env, savepoint.toUri().toString())
                .readKeyedState(
                        OperatorIdentifier.forUid(keyed.operator()),
                        new ReadKeys(keyed.state()),
                        Types.STRING,
                        Types.STRING)
                .executeAndCollect()) {
            found.forEachRemaining(keys::add);
        }
        return keys;
    }

    private static final class ReadKeys extends KeyedStateReaderFunction<String, String> {
        private static final long serialVersionUID = 1;

        private final ValueStateDescriptor<?> state;

        ReadKeys(ValueStateDescriptor<?> state) {
            this.state = state;
        }

        @Override
        public void open(OpenContext context) {
            getRuntimeContext().getState(state);
        }

        @Override
        public void readKey(String key, Context context, Collector<String> out) {
            out.collect(key);
        }
    }

    /** Flink writes text of ASCII characters as such, and savepoints are not compressed. */
    private static int occurrences(Path savepoint, String text) throws IOException {
        int count = 0;
        try (var files = Files.walk(savepoint)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = Files.readString(file, ISO_8859_1);
                for (int at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + 1)) {
                    count++;
                }
            }
        }
        return count;
    }

    private static Configuration restored(Path savepoint) {
        Configuration settings = settings();
        settings.setString("execution.state-recovery.path", savepoint.toUri().toString());
        return settings;
    }

    private static Configuration settings() {
        var settings = new Configuration();
        settings.set(
                Scenario.SCENARIOS,
                List.of(
                        Map.of("id", "shop", "description", "Running equipment"),
                        Map.of("id", "travel", "description", "Trips and places to stay")));
        settings.setString("tributary.profile.refresh-interval", "0 ms");
        settings.setString("tributary.profile.text-after", "1");
        settings.setString("parallelism.default", "2");
        settings.setString("restart-strategy.type", "none");
        return settings;
    }
}
