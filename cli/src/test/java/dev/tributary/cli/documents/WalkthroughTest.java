package dev.tributary.cli.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.Tools;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Follows the pages that a newcomer reads first, block by block, and sees what they promise. */
@Timeout(900)
class WalkthroughTest {
    @TempDir
    private Path folder;

    @BeforeAll
    static void look() {
        Tools.need("bash", "Debian: apt-get install bash");
        Tools.need("kcat", "Debian: apt-get install kcat");
    }

    @Test
    void theQuickstart() throws Exception {
        try (var walk = Walk.through("docs/quickstart.md", folder)) {
            Walk.Typed demo = walk.start(walk.next("sh"));
            demo.await("items can be found", "behavior → list: p50");
            assertThat(demo.interrupt()).isZero();
            assertThat(demo.printed()).contains(" 0 lost", "recommendations: {");

            walk.write("tributary.yaml", "yaml");
            Walk.Typed tributary = walk.start(walk.next("sh"));
            tributary.await("Tributary runs. Kafka: ");

            walk.write("my-data/items.jsonl", "json");
            walk.write("my-data/events.jsonl", "json");
            assertThat(walk.run(walk.next("sh"))).contains("4 items and 1 behaviors sent, 0 lines rejected");

            assertThat(walk.runUntil(walk.next("sh"), "because you bought", "u1, 1 behavior"))
                    .containsPattern(
                            "(?m)^ *1 .*i1 .*trail running.*because you bought “Light trail running shoes” in shop")
                    .contains("bought Light trail running shoes (shop)");

            Walk.Typed watch = walk.start(walk.next("sh"));
            watch.await("Waiting for new lists");
            walk.run(walk.next("sh"));
            watch.await("u1 in shop  (behavior e2, revision 2)", "u1 in travel  (behavior e2, revision 2)");
            watch.interrupt();

            walk.run(walk.next("sh"));
            walk.runUntil("./tributary profile --kafka localhost:9092 --user u1", "u1, 0 behaviors");

            assertThat(walk.run(walk.next("sh")))
                    .containsPattern("tributary.behaviors.v1 .* 2 ")
                    .containsPattern("tributary.items.v1 .* 4 ")
                    .containsPattern("ok +model");
            aRefusedRecordIsShownWithItsReason(walk);
            assertThat(tributary.interrupt()).isZero();
            assertThat(tributary.printed()).endsWith("Stopped.\n");
        }
    }

    @Test
    void theReadme() throws Exception {
        follow(
                "README.md",
                "Three days of trail running in the Alps",
                "because you bought “Light trail running shoes” in shop");
    }

    @Test
    void theChineseReadme() throws Exception {
        follow("README.zh.md", "阿尔卑斯三日越野跑", "因为你在shop购买了“轻量越野跑鞋”");
    }

    private void follow(String page, String trip, String reason) throws Exception {
        try (var walk = Walk.through(page, folder)) {
            walk.write("tributary.yaml", "yaml");
            Walk.Typed tributary = walk.start(walk.next("sh"));
            tributary.await("Tributary runs. Kafka: ");

            walk.run(walk.next("sh"));
            String read = walk.next("sh");
            walk.runUntil(firstLine(read), "\"scenario\":\"shop\"", "\"scenario\":\"travel\"", trip);
            Walk.Typed watch = walk.start(read);
            watch.await(reason, "u1, 1 behavior", "Waiting for new lists");
            watch.interrupt();

            aRefusedRecordIsShownWithItsReason(walk);
            assertThat(tributary.interrupt()).isZero();
        }
    }

    private static void aRefusedRecordIsShownWithItsReason(Walk walk) throws IOException, InterruptedException {
        walk.run("""
                echo 'u2:{"event_id":"e9","user_id":"u2","scenario":"shpo","item_id":"i2","action":"view","occurred_at":"2026-11-24T08:00:00Z"}' |
                  kcat -P -b localhost:9092 -t tributary.behaviors.v1 -K:
                """);
        assertThat(walk.runUntil("./tributary dead-letters --kafka localhost:9092", "1 dead letter"))
                .contains("1 unknown-scenario");
        assertThat(walk.run("./tributary dead-letters resend --reason unknown-scenario --kafka localhost:9092"))
                .contains("; 1 sent again");
        walk.runUntil("./tributary dead-letters --kafka localhost:9092", "2 dead letters: 2 unknown-scenario");
    }

    private static String firstLine(String block) {
        return block.lines().findFirst().orElseThrow();
    }
}
