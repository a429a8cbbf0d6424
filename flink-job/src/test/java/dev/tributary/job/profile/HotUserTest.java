package dev.tributary.job.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.job.Scenario;
import dev.tributary.job.relate.RelatedBehavior;
import dev.tributary.job.source.BehaviorEvent;
import dev.tributary.job.source.UserCommand;
import dev.tributary.job.state.WriteBehindCoOperator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One user acts every millisecond for two seconds, and every twenty milliseconds somebody else acts once. */
class HotUserTest {
    private static final String HOT = "hot";
    private static final int MILLIS = 2_000;
    private static final int INTERVAL = 200;
    private static final int OTHERS_EVERY = 20;

    @SuppressWarnings("NullAway.Init") // opened before each test
    private KeyedTwoInputStreamOperatorTestHarness<String, RelatedBehavior, UserCommand, Query> harness;

    @BeforeEach
    void open() throws Exception {
        var scenario = new Scenario("shop", "Things to buy", "en", true, 10);
        var config = new ProfileConfig(
                Duration.ofDays(1), ProfileConfig.Refresh.OWN, Duration.ofMillis(INTERVAL), 0, 100, 10);
        harness = new KeyedTwoInputStreamOperatorTestHarness<>(
                new WriteBehindCoOperator<>(new UpdateProfile(config, Map.of("shop", scenario))),
                behavior -> behavior.event().userId(),
                UserCommand::userId,
                Types.STRING);
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void takesNoMoreListsThanAnybodyWhoActsOnceInAnIntervalAndNobodyWaits() throws Exception {
        for (int now = 0; now < MILLIS; now++) {
            actAt(now, 0);
            assertThat(lists("u" + now)).isEqualTo(actsToo(now) ? 1 : 0);
        }

        assertThat(lists(HOT)).isEqualTo(MILLIS / INTERVAL);
    }

    @Test
    void whileBehaviorsComeFasterThanListsCanBeMadeOthersStillHaveTheirs() throws Exception {
        actAt(0, 0); // in time
        for (int now = 1; now < MILLIS; now++) {
            actAt(now, 10 * Pace.BEHIND_MS);
        }
        long ofOthers = others().filter(user -> lists(user) == 1).count();
        assertThat(ofOthers).isGreaterThan(MILLIS / OTHERS_EVERY / 2);
        assertThat(lists(HOT)).isLessThanOrEqualTo(MILLIS / INTERVAL);

        for (int now = MILLIS; now < 3 * MILLIS; now++) {
            harness.setProcessingTime(now);
        }
        assertThat(others()).allMatch(user -> lists(user) == 1);
    }

    private void actAt(int now, long took) throws Exception {
        harness.setProcessingTime(now);
        act(HOT, now, took);
        if (actsToo(now)) {
            act("u" + now, now, took);
        }
    }

    private static boolean actsToo(int now) {
        return now % OTHERS_EVERY == 0;
    }

    private void act(String user, int now, long took) throws Exception {
        var event = new BehaviorEvent("e" + user + now, user, "shop", "i", "view", "", now, now, null);
        harness.processElement1(
                new StreamRecord<>(new RelatedBehavior(event, "Thing", List.of(), 1, null, now - took)));
    }

    private static Stream<String> others() {
        return IntStream.range(0, MILLIS).filter(HotUserTest::actsToo).mapToObj(now -> "u" + now);
    }

    private long lists(String user) {
        return harness.extractOutputValues().stream()
                .filter(query -> query.userId().equals(user))
                .count();
    }
}
