package dev.tributary.deploy;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.schemas.Recommendation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A cluster of processes under a small load, and one of each kind killed: it has no time to say or save anything. Its logs stay in the folder. */
class KilledProcessesIT {
    private static final Path FOLDER = Path.of("target", "standalone", "killed");
    private static final String PASSWORD = "deep-river-4711";
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @Test
    void aKilledTaskManagerJobManagerOrBrokerCostsNothingButTime() throws Exception {
        try (var cluster = Cluster.start(FOLDER, "--ha", "--taskmanagers", "2", "--config", settings());
                var users = begin(cluster.endpoint("kafka"));
                var lists = new CommittedLists(cluster.endpoint("kafka"))) {
            awaitListOfLater(0, lists);
            long survivor = cluster.process("taskmanager-2");
            for (String victim : List.of("taskmanager-1", "jobmanager", "kafka")) {
                long process = cluster.process(victim);
                int sent = users.sent();
                long start = System.nanoTime();
                cluster.kill(victim);
                cluster.restart(victim);
                awaitListOfLater(sent, lists);
                System.out.printf(
                        "killed %s, committed lists of later behaviors after %.1f s%n",
                        victim, (System.nanoTime() - start) / 1e9);
                assertThat(cluster.process(victim)).isNotEqualTo(process);
            }
            assertThat(ProcessHandle.of(survivor))
                    .as("it has restarted its half of the job each time, native libraries included")
                    .hasValueSatisfying(process -> assertThat(process.isAlive()).isTrue());
            assertThat(users.end()).as("behaviors that Kafka refused").isZero();

            Awaitility.await().atMost(PATIENCE).until(() -> lists.read().size() >= users.sent());
            assertThat(lists.read().stream().map(Recommendation::getRecommendationId))
                    .doesNotHaveDuplicates();
            assertThat(revisions(lists.read())).isEqualTo(expected(users.sent()));
            assertThat(lists.read().get(users.sent() - 1).getItems()).isNotEmpty();
            assertNobodyIsLogged();
        }
    }

    private static void assertNobodyIsLogged() throws IOException {
        try (var files = Files.list(FOLDER.resolve("log"))) {
            List<Path> logs =
                    files.filter(file -> file.toString().endsWith(".log")).toList();
            assertThat(logs)
                    .extracting(log -> log.getFileName().toString())
                    .contains("jobmanager.log", "taskmanager-1.log", "taskmanager-2.log", "kafka.log");
            for (Path log : logs) {
                assertThat(Files.readString(log)).doesNotContain(BusyUsers.NAMED, PASSWORD);
            }
        }
    }

    private static BusyUsers begin(String kafka) {
        var provider = new User(kafka);
        for (int i = 0; i < BusyUsers.USERS; i++) {
            provider.addItem("i" + i, "shop", "Thing number " + i);
        }
        return BusyUsers.begin(kafka);
    }

    /** Waits for the list of a behavior that was not yet sent when so many were. */
    private static void awaitListOfLater(int sent, CommittedLists lists) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> lists.read().stream()
                        .map(Recommendation::getCausedBy)
                        .anyMatch(cause -> cause != null && Integer.parseInt(cause.substring(1)) > sent));
    }

    private static Map<String, Long> revisions(List<Recommendation> lists) {
        return lists.stream().collect(toMap(list -> String.valueOf(list.getCausedBy()), Recommendation::getRevision));
    }

    /** Of a run in which nothing fails: behaviors of a user come in their order, and each has its list. */
    private static Map<String, Long> expected(int behaviors) {
        return IntStream.range(0, behaviors).boxed().collect(toMap(i -> "e" + i, i -> i / BusyUsers.USERS + 1L));
    }

    private static String settings() throws Exception {
        Files.createDirectories(FOLDER.getParent());
        return Files.writeString(FOLDER.resolveSibling("killed.yaml"), """
                execution.checkpointing.interval: 2 s
                tributary:
                  kafka:
                    properties:
                      ssl.keystore.password: %s
                  sink:
                    delivery: EXACTLY_ONCE
                  profile:
                    refresh-interval: 0 ms
                    text-after: 0
                  scenarios:
                    - id: shop
                      description: Equipment to buy
                      repeats: true
                """.formatted(PASSWORD))
                .toString();
    }
}
