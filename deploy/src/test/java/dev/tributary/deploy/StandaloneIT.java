package dev.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.schemas.Recommendation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The scripts of deploy/standalone: Kafka, JobManager and TaskManager as processes of their own, assembled from what the image is built from. */
class StandaloneIT {
    private static final Path FOLDER = Path.of("target", "standalone");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Cluster session;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static User user;

    @BeforeAll
    static void start() throws Exception {
        session = Cluster.start(FOLDER.resolve("session"), "--mode", "session");
        user = new User(session.endpoint("kafka"));
        user.addItem("shoes", "shop", "Light trail running shoes for mountain paths");
        user.addItem("alps", "travel", "Trail running week in the Alps with a mountain guide");
        user.addItem("bologna", "travel", "Cooking course with pasta in Bologna");
    }

    @AfterAll
    static void stop() throws Exception {
        List<Long> processes = session.processes();
        session.close();
        assertThat(processes).hasSize(3);
        Awaitility.await().atMost(PATIENCE).until(() -> processes.stream().noneMatch(StandaloneIT::isAlive));
    }

    @Test
    void aSecondSubmissionInTheSameTaskManagerGoesOnFromTheSavepointOfTheFirst() throws Exception {
        List<Long> processes = session.processes();
        String first = session.submit();
        awaitTravelList("runner", 2);
        user.buy("runner", "shop", "shoes");
        Recommendation before = awaitRevision("runner", 1);
        assertThat(User.items(before)).startsWith("alps");
        String savepoint = session.stop(first);

        String second = session.submit("--from", savepoint);

        assertThat(second).isNotEqualTo(first);
        Recommendation after = user.ask("runner", "travel");
        assertThat(after.getRevision()).isEqualTo(1);
        assertThat(after.getProfileText()).isEqualTo(before.getProfileText());
        assertThat(User.items(after)).isEqualTo(User.items(before));
        assertThat(session.processes())
                .as("a TaskManager that broke over a library would be gone")
                .isEqualTo(processes)
                .allMatch(StandaloneIT::isAlive);
        session.stop(second);
    }

    @Test
    void applicationModeAnswersOnAKafkaThatIsAlreadyThere() throws Exception {
        try (var application = Cluster.start(FOLDER.resolve("application"), "--kafka", session.endpoint("kafka"))) {
            awaitTravelList("stranger", 2);
            assertThat(application.processes()).hasSize(2).allMatch(StandaloneIT::isAlive);
            assertStartsWhatComposeStarts(application);
            assertMeasuresWhatDashboardAndAlertsAskFor(application);
            if (Prometheus.isThere()) {
                assertEveryQueryReturnsData(application);
            }
        }
    }

    private static void assertMeasuresWhatDashboardAndAlertsAskFor(Cluster application) throws Exception {
        var observability = Observability.load();
        user.sendBehavior("not JSON"); // counted by reason, once there is one
        int port = Integer.parseInt(application.endpoint("metrics"));
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            Scrape scrape = Scrape.of(port, 2);
            assertThat(scrape.metrics()).containsAll(observability.metrics());
            assertThat(scrape.operators()).containsAll(observability.operators());
        });
    }

    private static void assertEveryQueryReturnsData(Cluster application) throws Exception {
        var observability = Observability.load();
        int port = Integer.parseInt(application.endpoint("metrics"));
        try (var prometheus = Prometheus.start(FOLDER.resolve("prometheus"), port, 2)) {
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(observability.panels()).allMatch(prometheus::hasData);
                assertThat(observability.compared()).allMatch(prometheus::hasData);
            });
            assertThat(prometheus.alerts())
                    .hasSameSizeAs(observability.alerts().at("/groups/0/rules"))
                    .allSatisfy((alert, health) -> assertThat(health).as(alert).isEqualTo("ok"));
        }
    }

    /** Same classes, same files, same arguments: only addresses and folders differ. */
    private static void assertStartsWhatComposeStarts(Cluster application) throws Exception {
        var compose = Compose.load();
        List<String> command = application.command("jobmanager");
        String kafka = session.endpoint("kafka");
        for (String key : compose.flinkKeys("jobmanager")) {
            assertThat(command).anyMatch(argument -> argument.startsWith("-D" + key + "="));
        }
        for (String key : compose.flinkKeys("taskmanager")) {
            assertThat(application.command("taskmanager-1"))
                    .anyMatch(argument -> argument.startsWith("-D" + key + "="));
        }
        assertThat(command).contains("org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint");
        assertThat(command.get(command.indexOf("-cp") + 1))
                .startsWith(Path.of("target", "tributary", "lib").toAbsolutePath() + "/*:");
        assertThat(command.subList(command.indexOf("--job-classname"), command.size()))
                .isEqualTo(compose.arguments("jobmanager").stream()
                        .skip(1) // standalone-job
                        .map(argument -> argument.replace("kafka:19092", kafka)
                                .replace(
                                        "/opt/tributary/conf",
                                        Documents.ROOT.resolve("deploy/flink").toString()))
                        .toList());
    }

    private static void awaitTravelList(String name, int items) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> user.ask(name, "travel").getItems().size() == items);
    }

    private static Recommendation awaitRevision(String name, int revision) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> user.ask(name, "travel"), list -> list.getRevision() == revision);
    }

    private static boolean isAlive(long process) {
        return ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false);
    }
}
