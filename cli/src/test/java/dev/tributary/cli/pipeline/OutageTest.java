package dev.tributary.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.embedded.DataFolder;
import dev.tributary.cli.embedded.EmbeddedKafka;
import dev.tributary.cli.embedded.EmbeddedTributary;
import dev.tributary.cli.embedded.FreePorts;
import dev.tributary.job.Scenario;
import dev.tributary.schemas.Recommendation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutageTest {
    private static final Duration OUTAGE = Duration.ofSeconds(10);
    private static final int PART = 20;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    @Test
    void aBrokerThatIsAwayForTenSecondsCostsNothingButTheTime() {
        EmbeddedKafka before = EmbeddedKafka.start(FreePorts.ANY, DataFolder.kept(folder));
        String address = before.bootstrapServers();
        try (var tributary = EmbeddedTributary.startOn(address, settings());
                var kafka = new KafkaClient(address)) {
            behave(kafka, 0, PART);
            kafka.awaitAnswer("e0", "shop");
            before.close();
            Awaitility.await().pollDelay(OUTAGE).atMost(OUTAGE.multipliedBy(2)).until(() -> true);
            int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
            try (var after = EmbeddedKafka.start(port, DataFolder.kept(folder))) {
                behave(kafka, PART, 2 * PART);
                for (int i = 0; i < 2 * PART; i++) {
                    kafka.awaitAnswer("e" + i, "shop");
                }
                kafka.request("after", "u", "shop");

                Recommendation answer = kafka.awaitAnswer("after", "shop");
                assertThat(answer.getRevision()).isEqualTo(2 * PART);
                assertThat(after.bootstrapServers()).isEqualTo(address);
                assertThat(tributary.deadLetters()).isZero();
                tributary.close();
            }
        }
    }

    private static void behave(KafkaClient kafka, int from, int to) {
        for (int i = from; i < to; i++) {
            kafka.behavior("e" + i, "u", "shop", "i" + i % 3);
        }
    }

    private static Configuration settings() {
        var settings = new Configuration();
        settings.set(
                Scenario.SCENARIOS,
                List.of(Map.of("id", "shop", "description", "Running equipment", "repeats", "true")));
        settings.setString("tributary.profile.refresh-interval", "0 ms");
        settings.setString("execution.checkpointing.interval", "500 ms");
        settings.setString("parallelism.default", "1");
        settings.setString("restart-strategy.type", "fixed-delay");
        settings.setString("restart-strategy.fixed-delay.attempts", "100");
        settings.setString("restart-strategy.fixed-delay.delay", "500 ms");
        return settings;
    }
}
