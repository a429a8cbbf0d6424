package dev.tributary.cli.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.cli.CannotRunException;
import dev.tributary.cli.live.FlinkRestStages;
import dev.tributary.cli.live.Live;
import dev.tributary.cli.live.Stages;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class PageServerTest {
    @SuppressWarnings("NullAway.Init") // set before all tests
    private static ShownTributary shown;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static PageClient page;

    @BeforeAll
    static void start() {
        shown = new ShownTributary();
        page = new PageClient(shown.url());
    }

    @AfterAll
    static void stop() {
        shown.close();
    }

    @Test
    void thePageForbidsScriptsAndFramesFromElsewhere() throws Exception {
        var answer = page.get("/");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                        .doesNotContain("unsafe"));
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @Test
    void thePageComesInTheLanguageThatTheBrowserAsksFor() throws Exception {
        assertThat(page.get("/", "Accept-Language", "zh-CN,zh;q=0.9,en;q=0.8").body())
                .contains("<html lang=\"zh\">");
        assertThat(page.get("/", "Accept-Language", "de, en;q=0.5").body()).contains("<html lang=\"en\">");
        assertThat(page.get("/", "Accept-Language", ";;;").body()).contains("<html lang=\"en\">");
    }

    @Test
    void nothingButThePageCanBeHad() throws Exception {
        assertThat(page.get("/../build.properties").statusCode()).isEqualTo(404);
        assertThat(page.get("/package-info.class").statusCode()).isEqualTo(404);
    }

    @Test
    void anotherWebSiteCanDoNothing() throws Exception {
        String deed = "{\"user\":\"u\",\"scenario\":\"shop\",\"item\":\"shoes\",\"action\":\"view\"}";

        assertThat(page.post("/api/behaviors", deed).statusCode()).isEqualTo(403);
        assertThat(page.post("/api/behaviors", deed, Guard.TOKEN_HEADER, "00").statusCode())
                .isEqualTo(403);
        assertThat(page.post("/api/behaviors", deed, Guard.TOKEN_HEADER, page.token(), "Origin", "http://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(page.get("/api/start", "Sec-Fetch-Site", "cross-site").statusCode())
                .isEqualTo(403);
    }

    @Test
    void aClickIsAnsweredWithTheMillisecondsOfEachScenario() throws Exception {
        try (var events = page.follow("clicker")) {
            events.await("list", list -> list.path("scenario").asText().equals("travel"));
            String event = PageClient.json(page.postAsPage(
                            "/api/behaviors",
                            "{\"user\":\"clicker\",\"scenario\":\"shop\",\"item\":\"shoes\",\"action\":\"purchase\"}"))
                    .path("event")
                    .asText();

            JsonNode list = events.await(
                    "list",
                    one -> one.path("causedBy").asText().equals(event)
                            && one.path("scenario").asText().equals("travel"));
            JsonNode measured = events.await(
                    "measured", one -> one.path("scenario").asText().equals("travel"));
            JsonNode person =
                    events.await("person", one -> one.path("profile").asText().contains("bought"));

            assertThat(list.path("items").path(0).path("id").asText()).isIn("alps", "ultra");
            assertThat(list.path("items").path(0).path("reasons").path(0).asText())
                    .isEqualTo("because you bought “Light trail running shoes for mountain paths” in shop");
            assertThat(measured.path("event").asText()).isEqualTo(event);
            assertThat(measured.path("ms").asDouble()).isBetween(0.1, 60_000.0);
            assertThat(person.path("profile").asText())
                    .isEqualTo("bought Light trail running shoes for mountain paths (shop)");
        }
    }

    @Test
    void anItemThatIsTypedIsRecommended() throws Exception {
        try (var events = page.follow("typist")) {
            String item = PageClient.json(
                            page.postAsPage(
                                    "/api/items",
                                    "{\"user\":\"typist\",\"scenario\":\"travel\",\"title\":\"  A week of bread baking in Lyon \"}"))
                    .path("item")
                    .asText();

            JsonNode list = events.await("list", one -> one.toString().contains(item));
            JsonNode measured =
                    events.await("measured", one -> one.path("event").asText().equals(item));

            assertThat(measured.path("shown").asInt())
                    .isEqualTo(list.path("items").size());
            assertThat(measured.path("rank").asInt())
                    .isBetween(1, measured.path("shown").asInt());
            assertThat(list.toString()).contains("\"A week of bread baking in Lyon\"");
        }
    }

    @Test
    void aScenarioThatIsTypedHasListsAndTheOthersKeepWhatTheyKnow() throws Exception {
        try (var events = page.follow("pioneer")) {
            events.await("list", list -> list.path("scenario").asText().equals("travel"));
            page.postAsPage(
                    "/api/behaviors",
                    "{\"user\":\"pioneer\",\"scenario\":\"shop\",\"item\":\"pan\",\"action\":\"purchase\"}");
            events.await("person", one -> one.path("profile").asText().contains("bought"));
            long before = shown.tributary().behaviors();

            var added = page.postAsPage(
                    "/api/scenarios",
                    "{\"user\":\"pioneer\",\"id\":\"podcasts\",\"description\":\"Talks to listen to while cooking\"}");
            assertThat(added.body()).isEqualTo("{\"scenario\":\"podcasts\"}");
            page.postAsPage(
                    "/api/items",
                    "{\"user\":\"pioneer\",\"scenario\":\"podcasts\",\"title\":\"How a frying pan is cast\"}");

            JsonNode list = events.await(
                    "list",
                    one -> one.path("scenario").asText().equals("podcasts")
                            && one.path("items").size() == 1);
            assertThat(list.path("revision").asLong()).isEqualTo(1);
            assertThat(shown.tributary().behaviors()).isGreaterThanOrEqualTo(before);
        }
        assertThat(page.postAsPage(
                                "/api/scenarios",
                                "{\"user\":\"pioneer\",\"id\":\"podcasts\",\"description\":\"Again\"}")
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void badInputIsAnsweredWithWhatIsWrong() throws Exception {
        assertRefused("/api/behaviors", "no json", 400, "json");
        assertRefused("/api/behaviors", "[1]", 400, "json");
        assertRefused("/api/items", "{\"user\":\"u\",\"scenario\":\"shop\",\"title\":\" \"}", 400, "missing.title");
        assertRefused("/api/items", "{\"user\":\"u\",\"scenario\":\"moon\",\"title\":\"x\"}", 400, "unknownScenario");
        assertRefused(
                "/api/items",
                "{\"user\":\"u\",\"scenario\":\"shop\",\"title\":\"" + "x".repeat(501) + "\"}",
                400,
                "tooLong");
        assertRefused("/api/items", "{\"title\":\"" + "x".repeat(20_000) + "\"}", 413, "long");
        assertRefused(
                "/api/scenarios", "{\"user\":\"u\",\"id\":\"two words\",\"description\":\"x\"}", 400, "scenarioId");
        assertRefused("/api/nothing", "{}", 404, "nothing");
    }

    private static void assertRefused(String path, String json, int status, String code) throws Exception {
        var answer = page.postAsPage(path, json);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(PageClient.json(answer).path("error").asText()).isEqualTo(code);
        assertThat(PageClient.json(answer).path("message").asText()).isNotBlank();
    }

    @Test
    void theFlowTellsTheStagesAndTheActiveUsers() throws Exception {
        try (var events = page.follow("")) {
            // rates are of the last moment alone, and the first flow may come before or after the list: one more
            // behavior for each flow
            var sent = new AtomicInteger();
            JsonNode flow = events.await("flow", one -> {
                shown.behavior("flow-" + sent.incrementAndGet(), "active", "shop", "vest");
                return one.path("stages").path("rank").asDouble() > 0
                        && one.path("active").toString().contains("\"active\"");
            });

            assertThat(flow.path("stages").size()).isEqualTo(8);
            assertThat(flow.path("items").asLong()).isGreaterThanOrEqualTo(9);
            assertThat(flow.path("trouble").asText()).isEmpty();
        }
        assertThat(PageClient.json(page.get("/api/users?like=ACTI"))
                        .path("users")
                        .toString())
                .contains("active");
    }

    @Test
    void theStagesOfAClusterAreReadFromFlink() {
        shown.behavior("rest-1", "distant", "shop", "vest");
        var stages = new FlinkRestStages(shown.tributary().flinkAddress());

        Awaitility.await().atMost(ShownTributary.PATIENCE).untilAsserted(() -> {
            Stages.Reading reading = stages.read();
            assertThat(reading.trouble()).isEmpty();
            assertThat(reading.done())
                    .containsOnlyKeys("source", "relate", "profile", "encode", "interest", "retrieve", "rank", "sink")
                    .allSatisfy((stage, count) -> assertThat(count).as(stage).isPositive());
            assertThat(reading.items()).isGreaterThanOrEqualTo(9);
        });
        assertThat(new FlinkRestStages(URI.create("http://localhost:1")).read().trouble())
                .isEqualTo("no-flink");
    }

    @Test
    void aReadOnlyPageShowsListsAndWritesNothing() throws Exception {
        shown.behavior("quiet-1", "quiet", "shop", "knife");
        try (var server = PageServer.open(new PageAddress(PageAddress.LOCAL, 0));
                var live = new Live(shown.tributary().kafka(), Stages.UNKNOWN, List.of(), true)) {
            server.show(live, null, true);
            var readOnly = new PageClient(server.url());
            try (var events = readOnly.follow("quiet")) {
                events.await("list", list -> list.path("scenario").asText().equals("travel"));
            }
            var refused = readOnly.postAsPage(
                    "/api/behaviors", "{\"user\":\"u\",\"scenario\":\"shop\",\"item\":\"pan\",\"action\":\"view\"}");

            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(PageClient.json(refused).path("error").asText()).isEqualTo("readOnly");
        }
    }

    @Test
    void aPortInUseIsOneSentenceWithARemedy() throws Exception {
        try (var taken = new ServerSocket(0, 1, java.net.InetAddress.getByName("localhost"))) {
            assertThatThrownBy(() -> PageServer.open(new PageAddress("localhost", taken.getLocalPort())))
                    .isInstanceOf(CannotRunException.class)
                    .hasMessage(
                            "Port " + taken.getLocalPort()
                                    + " is in use. Stop the program that uses it, or choose another port for the page with --port.");
        }
    }
}
