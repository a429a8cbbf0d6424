package dev.tributary.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.cli.Tributary;
import dev.tributary.cli.embedded.EmbeddedTributary;
import dev.tributary.cli.embedded.FreePorts;
import dev.tributary.job.Scenario;
import dev.tributary.schemas.DeadLetterHeaders;
import dev.tributary.schemas.Recommendation;
import dev.tributary.schemas.RecommendedItem;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.configuration.Configuration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From a file in a public format, with rows that are no good, over {@code import} and {@code replay} to lists, as a user does it. */
@Timeout(400)
class ImportedReplayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String[] FIELDS = {"mountain climbing", "chess in old cafés", "deep sea diving"};

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static EmbeddedTributary tributary;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static KafkaClient kafka;

    private final StringWriter out = new StringWriter();

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        tributary = EmbeddedTributary.start(FreePorts.ANY, settings());
        kafka = new KafkaClient(tributary.bootstrapServers());
    }

    @AfterAll
    static void stop() {
        kafka.close();
        tributary.close();
    }

    @Test
    void ratingsInTheFormatOfMovieLens() throws IOException {
        var movies = new ArrayList<>(List.of("movieId,title,genres"));
        for (int film = 0; film < 30; film++) {
            movies.add("%d,\"Film %d, a \"\"true\"\" story of %s (1999)\",Drama|%s"
                    .formatted(film, film, FIELDS[film % 3], film % 2 == 0 ? "War" : "Musical"));
        }
        movies.add("7,Film 7 again (2000),Drama");
        movies.add("31,,Drama");
        var ratings = new ArrayList<>(List.of("userId,movieId,rating,timestamp"));
        for (int rating = 0; rating < 240; rating++) {
            int user = rating % 24;
            int film = user % 3 + 3 * (rating / 24 % 8);
            ratings.add("%d,%d,%d.5,%d".formatted(user, film, rating % 5, 1_100_000_000 - 3_600 * rating));
        }
        ratings.add("5,2,five,1100000000");
        ratings.add("5,2,,1100000000");
        ratings.add("5,2,4.0,last week");
        ratings.add("5,2,4.0,1100000000,more");
        ratings.add("5,2,4.0");
        ratings.add("6,900,4.0,1100000000"); // of a film that is not in movies.csv
        write("films-from/movies.csv", movies);
        write("films-from/ratings.csv", ratings);

        JsonNode imported = imported("movielens", "--from", path("films-from"), "--out", path("films"));

        assertThat(imported.path("items").asInt()).isEqualTo(31);
        assertThat(imported.path("untitled").asInt()).isEqualTo(1);
        assertThat(imported.path("behaviors").asInt()).isEqualTo(241);
        assertThat(rejects(imported))
                .isEqualTo(Map.of(
                        "bad-number",
                        1,
                        "bad-time",
                        1,
                        "duplicate-item",
                        1,
                        "missing-value",
                        2,
                        "wrong-column-count",
                        2));
        replayed("films", 31, 241);
        assertThatListsHoldWhatIsLikeWhatTheUserChose("u1", "films", FIELDS[1]);
    }

    @Test
    void reviewsInTheFormatOfAmazon() throws IOException {
        var products = new ArrayList<String>();
        for (int product = 0; product < 24; product++) {
            products.add(
                    "{\"title\":\"Set number %d &amp; bag for %s\",\"description\":[\"Sturdy.\"],\"store\":\"Ada\",\"price\":9.5,"
                                    .formatted(product, FIELDS[product % 3])
                            + "\"categories\":[\"Gifts\"],\"parent_asin\":\"P%d\"}".formatted(product));
        }
        products.add("{\"title\":\"half a produ");
        products.add("{\"title\":\"var aPageStart = (new Date()).getTime();\",\"parent_asin\":\"P99\"}");
        var reviews = new ArrayList<String>();
        for (int review = 0; review < 160; review++) {
            int user = review % 16;
            reviews.add(
                    "{\"rating\":%d.0,\"title\":\"Good\",\"text\":\"Used it<br />twice\",\"asin\":\"A\",\"parent_asin\":\"P%d\",\"user_id\":\"R%d\",\"timestamp\":%d}"
                            .formatted(
                                    1 + review % 5,
                                    user % 3 + 3 * (review / 16 % 6),
                                    user,
                                    1_600_000_000_000L + 60_000L * ((review * 7) % 160)));
        }
        reviews.add("{\"rating\":5.0,\"title\":\"Nobody\",\"parent_asin\":\"P1\",\"timestamp\":1600000000000}");
        reviews.add("[]");
        reviews.add("{'rating': 5.0}");
        write("amazon/meta_Gift_Sets.jsonl.gz", products);
        write("amazon/Gift_Sets.jsonl.gz", reviews);

        JsonNode imported = imported("amazon-reviews", "--from", path("amazon"), "--out", path("reviews"));

        assertThat(imported.path("items").asInt()).isEqualTo(24);
        assertThat(imported.path("behaviors").asInt()).isEqualTo(160);
        assertThat(rejects(imported)).isEqualTo(Map.of("bad-json", 3, "missing-value", 1, "page-code", 1));
        replayed("reviews", 24, 160);
        assertThatListsHoldWhatIsLikeWhatTheUserChose("R2", "gift-sets", FIELDS[2]);
    }

    @Test
    void aTableOfOnesOwnWithRowsOfAScenarioThatTheJobDoesNotHave() throws IOException {
        var log = new ArrayList<>(List.of("uid,sku,ts,name,verb,where"));
        for (int row = 0; row < 120; row++) {
            int user = row % 12;
            int course = user % 3 + 3 * ((row / 12 % 4 + user / 3) % 6);
            log.add("c%d,k%d,2024-03-%02d 08:%02d:00,Course %d of %s,book,courses"
                    .formatted(user, course, 1 + row / 12, row % 60, course, FIELDS[course % 3]));
        }
        log.add("c3,a1,2024-03-05 08:00:00,Ladder,view,attic");
        log.add("c4,a1,2024-03-05 08:00:01,Ladder,view,attic");
        log.add("c4,,2024-03-05 08:00:01,Nothing,view,courses");
        log.add("c4,k1,the 5th,Course,view,courses");
        log.add("\"c4,k1,2024-03-05");
        write("log.csv", log);

        JsonNode imported = imported(
                "csv",
                "--from",
                path("log.csv"),
                "--map",
                "user=uid,item=sku,time=ts,title=name,action=verb,scenario=where",
                "--out",
                path("mine"));

        assertThat(imported.path("items").asInt()).isEqualTo(19);
        assertThat(imported.path("behaviors").asInt()).isEqualTo(122);
        assertThat(rejects(imported)).isEqualTo(Map.of("bad-csv", 1, "bad-time", 1, "missing-value", 1));
        long refused = tributary.deadLetters();
        replayed("mine", 18, 120);
        Awaitility.await().atMost(PATIENCE).until(() -> tributary.deadLetters() == refused + 3);
        assertThat(kafka.awaitDeadLetters(3))
                .allSatisfy(letter -> assertThat(new String(
                                letter.headers()
                                        .lastHeader(DeadLetterHeaders.REASON)
                                        .value(),
                                StandardCharsets.UTF_8))
                        .isEqualTo("unknown-scenario"));
        assertThatListsHoldWhatIsLikeWhatTheUserChose("c0", "courses", FIELDS[0]);
    }

    private JsonNode imported(String... arguments) throws IOException {
        var all = new ArrayList<>(List.of("import"));
        all.addAll(List.of(arguments));
        all.add("--json");
        assertThat(run(all)).isZero();
        return new ObjectMapper().readTree(out.toString());
    }

    /** @param items that the job takes */
    private void replayed(String data, int items, int behaviors) {
        long itemsBefore = tributary.items();
        long behaviorsBefore = tributary.behaviors();
        // one for what the job refuses, if it says so in time
        assertThat(run(List.of("replay", "--data", path(data), "--kafka", tributary.bootstrapServers())))
                .isIn(0, 1);
        assertThat(out.toString()).contains(" behaviors sent, 0 lines rejected");
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(tributary.items()).isEqualTo(itemsBefore + items);
            assertThat(tributary.behaviors()).isEqualTo(behaviorsBefore + behaviors);
        });
    }

    private static void assertThatListsHoldWhatIsLikeWhatTheUserChose(String user, String scenario, String field) {
        kafka.request("ask-" + user, user, scenario);
        Recommendation list = kafka.awaitAnswer("ask-" + user, scenario);
        assertThat(list.getProfileText()).contains(field);
        assertThat(list.getItems())
                .extracting(RecommendedItem::getTitle)
                .first()
                .asString()
                .contains(field);
        assertThat(list.getItems().get(0).getReasons()).isNotEmpty();
    }

    private static Map<String, Integer> rejects(JsonNode imported) {
        var counts = new TreeMap<String, Integer>();
        imported.path("rejects")
                .forEach(reject -> counts.put(
                        reject.path("reason").asText(), reject.path("count").asInt()));
        return counts;
    }

    private int run(List<String> arguments) {
        return Tributary.commandLine().setOut(new PrintWriter(out, true)).execute(arguments.toArray(String[]::new));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private void write(String name, List<String> lines) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        if (!name.endsWith(".gz")) {
            Files.write(file, lines);
            return;
        }
        try (var writer =
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
            writer.write(String.join("\n", lines) + "\n");
        }
    }

    private static Configuration settings() {
        var settings = new Configuration();
        settings.set(
                Scenario.SCENARIOS,
                List.of(
                        scenario("films", "Films to watch"),
                        scenario("gift-sets", "Sets to give away"),
                        scenario("courses", "Courses to book")));
        settings.setString("tributary.relate.item-wait", "60 s");
        settings.setString("parallelism.default", "2");
        settings.setString("restart-strategy.type", "none");
        return settings;
    }

    private static Map<String, String> scenario(String id, String description) {
        return Map.of("id", id, "description", description);
    }
}
