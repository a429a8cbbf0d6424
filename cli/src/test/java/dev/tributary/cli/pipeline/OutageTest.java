package dev.tributary.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.embedded.DataFolder;
import dev.tributary.cli.embedded.EmbeddedKafka;
import dev.tributary.cli.embedded.EmbeddedTributary;
import dev.tributary.cli.embedded.FreePorts;
import dev.tributary.job.Scenario;
import dev.tributary.schemas.Recommendation;
import dev.tributary.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The broker goes and comes back. It goes in good order: what a killed one costs is tested with processes. */
class OutageTest {
    private static final Duration OUTAGE = Duration.ofSeconds(10);
    private static final int USERS = 3;
    private static final long PAUSE_NANOS = 100_000_000;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"AT_LEAST_ONCE", "EXACTLY_ONCE"})
    void aBrokerThatIsAwayForTenSecondsCostsNothingButTheTime(String delivery) throws Exception {
        EmbeddedKafka before = EmbeddedKafka.start(FreePorts.ANY, DataFolder.kept(folder));
        String address = before.bootstrapServers();
        try (var log = new LogCapture();
                var tributary = EmbeddedTributary.startOn(address, settings(delivery));
                var kafka = KafkaClient.readCommitted(address);
                var users = new Users(address)) {
            kafka.awaitAnswer("e0", "shop");
            int sentBefore = users.sent();
            before.close();
            Awaitility.await().pollDelay(OUTAGE).atMost(OUTAGE.multipliedBy(2)).until(() -> true);
            assertThat(log.lines())
                    .as("what a user would see")
                    .anyMatch(line -> line.startsWith("WARN org.apache.kafka.clients.NetworkClient")
                            && line.contains("could not be established. Node may not be available."));

            int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
            try (var after = EmbeddedKafka.start(port, DataFolder.kept(folder))) {
                assertThat(after.bootstrapServers()).isEqualTo(address);
                users.end();
                assertThat(users.sent() - sentBefore)
                        .as("behaviors since the broker went")
                        .isGreaterThan((int) (OUTAGE.toNanos() / PAUSE_NANOS) - 5);
                Awaitility.await()
                        .atMost(KafkaClient.PATIENCE)
                        .until(() -> kafka.lists().stream()
                                        .map(Recommendation::getCausedBy)
                                        .distinct()
                                        .count()
                                == users.sent());
                for (int user = 0; user < USERS; user++) {
                    kafka.request("after-" + user, "u" + user, "shop");
                    assertThat(kafka.awaitAnswer("after-" + user, "shop").getRevision())
                            .isEqualTo(behaviors(user, users.sent()));
                }
                if (delivery.equals("EXACTLY_ONCE")) {
                    assertThat(kafka.lists().stream().map(Recommendation::getRecommendationId))
                            .doesNotHaveDuplicates();
                }
                assertThat(tributary.deadLetters()).isZero();
                tributary.close();
            }
        }
    }

    private static long behaviors(int user, int sent) {
        return IntStream.range(0, sent).filter(i -> i % USERS == user).count();
    }

    /** They act at a steady rate whether there is a broker or not, on a thread of their own. */
    private static final class Users implements AutoCloseable {
        private final KafkaProducer<String, String> producer;
        private final AtomicInteger sent = new AtomicInteger();
        private final Thread thread = new Thread(this::act, "users");
        private volatile boolean ended;

        Users(String address) {
            producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", address), new StringSerializer(), new StringSerializer());
            thread.start();
        }

        private void act() {
            // also after the end, until all that was due has been sent: without a broker a producer blocks after a
            // while
            for (long due = System.nanoTime(); !ended || due < System.nanoTime(); due += PAUSE_NANOS) {
                LockSupport.parkNanos(due - System.nanoTime());
                send(sent.get());
                sent.incrementAndGet();
            }
        }

        private void send(int number) {
            String behavior =
                    "{\"event_id\":\"e%d\",\"user_id\":\"u%d\",\"scenario\":\"shop\",\"item_id\":\"i%d\",\"action\":\"purchase\",\"occurred_at\":%d}"
                            .formatted(number, number % USERS, number % USERS, System.currentTimeMillis());
            var unused = producer.send(new ProducerRecord<>(Topics.BEHAVIORS, "u" + number % USERS, behavior));
        }

        int sent() {
            return sent.get();
        }

        void end() throws InterruptedException {
            ended = true;
            thread.join();
            producer.flush();
        }

        @Override
        public void close() {
            ended = true;
            producer.close(Duration.ofSeconds(1));
        }
    }

    private static Configuration settings(String delivery) {
        var settings = new Configuration();
        settings.set(
                Scenario.SCENARIOS,
                List.of(Map.of("id", "shop", "description", "Running equipment", "repeats", "true")));
        settings.setString("tributary.sink.delivery", delivery);
        settings.setString("tributary.relate.item-wait", "0 ms");
        settings.setString("tributary.profile.refresh-interval", "0 ms");
        settings.setString("execution.checkpointing.interval", "500 ms");
        settings.setString("parallelism.default", "1");
        settings.setString("restart-strategy.type", "fixed-delay");
        settings.setString("restart-strategy.fixed-delay.attempts", "100");
        settings.setString("restart-strategy.fixed-delay.delay", "500 ms");
        return settings;
    }
}
