package dev.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.schemas.Recommendation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The scripts of deploy/standalone: Kafka, JobManager and TaskManager as processes of their own, assembled from what the image is built from. */
class StandaloneIT {
    private static final Path FOLDER = Path.of("target", "standalone");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int STARTS = 5;
    /** Of Flink and the JDK, which load some late. */
    private static final int FEW_CLASSES = 300;

    private static final int FEW_THREADS = 5;

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

        assertThat(session.refusal("--from", savepoint, "--set", "tributary.rank.timeout=soon"))
                .contains("tributary.rank.timeout");
        String second = session.submit("--from", savepoint, "--set", "tributary.rank.timeout=59 s");

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

    /** A class loader of the job that stays would be thousands of classes for each start. */
    @Test
    void aJobThatIsStartedAgainAndAgainLeavesNeitherClassesNorThreadsInTheTaskManager() throws Exception {
        long taskManager = session.process("taskmanager-1");
        var left = new ArrayList<Residue>();
        for (int start = 1; start <= STARTS; start++) {
            String job = session.submit();
            awaitTravelList("starter", 2);
            Residue running = Residue.in(taskManager);
            Rest.cancel(session, job);
            left.add(Residue.in(taskManager));
            System.out.printf("start %d: running %s, cancelled %s%n", start, running, left.get(start - 1));
        }
        Residue second = left.get(1);

        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            Residue last = Residue.in(taskManager);
            assertThat(last.classes()).isLessThan(second.classes() + FEW_CLASSES);
            assertThat(last.threads()).isLessThanOrEqualTo(second.threads() + FEW_THREADS);
        });
        assertThat(session.process("taskmanager-1")).isEqualTo(taskManager);
    }

    @Test
    void applicationModeAnswersOnAKafkaThatIsAlreadyThereAndGoesOnFromTheNewestCheckpoint() throws Exception {
        Path folder = FOLDER.resolve("application");
        String kafka = session.endpoint("kafka");
        try (var application = Cluster.start(folder, "--kafka", kafka)) {
            awaitTravelList("stranger", 2);
            assertThat(application.processes()).hasSize(2).allMatch(StandaloneIT::isAlive);
            assertStartsWhatComposeStarts(application);
            assertMeasuresWhatDashboardAndAlertsAskFor(application);
            Awaitility.await().atMost(PATIENCE).until(() -> Rest.of(application).checkpoints() > 0);
        }
        try (var again = new Cluster(folder.toAbsolutePath()).goOn("--kafka", kafka)) {
            assertThat(Rest.of(again).restoredFrom()).startsWith("file:" + folder.toAbsolutePath() + "/checkpoints/");
            awaitTravelList("stranger", 2);
        }
    }

    /** In a test of its own, so that a report says where there was no Prometheus or no wget. */
    @Test
    void everyQueryOfDashboardAndAlertsReturnsData() throws Exception {
        Tools.need("prometheus", "Debian: apt-get install prometheus");
        try (var application = Cluster.start(FOLDER.resolve("observed"), "--kafka", session.endpoint("kafka"))) {
            awaitTravelList("observer", 2);
            user.sendBehavior("not JSON"); // counted by reason, once there is one
            assertEveryQueryReturnsData(application);
            assertComposeWouldFindItHealthy(application);
        }
    }

    private static void assertComposeWouldFindItHealthy(Cluster application) throws Exception {
        Tools.need("wget", "Debian: apt-get install wget");
        String rest = application.endpoint("rest");
        int metrics = Integer.parseInt(application.endpoint("metrics"));
        String jobManager = healthCheck("jobmanager", "localhost:8081", rest);
        assertThat(status(jobManager)).as(jobManager).isZero();
        assertThat(status(jobManager.replace("RUNNING", "RUNNIN"))).isNotZero();
        for (int port : List.of(metrics, metrics + 1)) {
            String taskManager = healthCheck("taskmanager", "localhost:9249", "127.0.0.1:" + port);
            assertThat(status(taskManager)).as(taskManager).isZero();
        }
        assertThat(status(healthCheck("taskmanager", "localhost:9249", "127.0.0.1:1")))
                .isNotZero();
    }

    private static String healthCheck(String service, String address, String here) throws IOException {
        List<String> check = Documents.texts(Compose.load().service(service).at("/healthcheck/test"));
        assertThat(check).hasSize(2).first().isEqualTo("CMD-SHELL");
        assertThat(check.get(1)).contains(address);
        return check.get(1).replace(address, here);
    }

    private static int status(String command) throws Exception {
        return Cluster.Ended.of(List.of("sh", "-c", command)).status();
    }

    private static String here(String word) {
        try {
            return word.replace("kafka:19092", session.endpoint("kafka"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
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
                assertThat(observability.sides()).allMatch(prometheus::hasData);
            });
            assertThat(prometheus.alerts())
                    .hasSameSizeAs(observability.alerts().at("/groups/0/rules"))
                    .allSatisfy((alert, health) -> assertThat(health).as(alert).isEqualTo("ok"));
        }
    }

    /** Same classes, same files, same arguments: only addresses and folders differ. */
    private static void assertStartsWhatComposeStarts(Cluster application) throws Exception {
        var compose = Compose.load();
        Path target = Path.of("target").toAbsolutePath();
        for (String process : List.of("jobmanager", "taskmanager")) {
            List<String> command = application.command(process.replace("taskmanager", "taskmanager-1"));
            assertThat(command.get(command.indexOf("-cp") + 1))
                    .as("the folders that become /opt/flink/lib")
                    .isEqualTo(target.resolve("tributary/lib") + "/*:" + target.resolve("flink/lib") + "/*");
            for (String key : compose.flinkKeys(process)) {
                assertThat(command).anyMatch(argument -> argument.startsWith("-D" + key + "="));
            }
        }
        // what Flink's image starts for standalone-job and taskmanager
        List<String> jobManager = application.command("jobmanager");
        assertThat(jobManager).contains("org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint");
        assertThat(compose.arguments("jobmanager")).first().isEqualTo("standalone-job");
        assertThat(jobManager.subList(jobManager.indexOf("--job-classname"), jobManager.size()))
                .isEqualTo(compose.arguments("jobmanager").stream()
                        .skip(1)
                        .map(StandaloneIT::here)
                        .map(argument -> argument.replace(
                                "/opt/tributary/conf",
                                Documents.ROOT.resolve("deploy/flink").toString()))
                        .toList());
        assertThat(application.command("taskmanager-1"))
                .contains("org.apache.flink.runtime.taskexecutor.TaskManagerRunner");
        assertThat(compose.arguments("taskmanager")).containsExactly("taskmanager");
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
