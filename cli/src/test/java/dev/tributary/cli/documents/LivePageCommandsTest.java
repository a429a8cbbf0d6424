package dev.tributary.cli.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.embedded.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The two commands that serve the live page, as a person starts them; what the page does is in the tests of its package. */
@Timeout(600)
@DisabledOnOs(OS.WINDOWS)
class LivePageCommandsTest {
    @TempDir
    private Path folder;

    @Test
    void demoAndConsoleServeTheirPages() throws Exception {
        int ofDemo = FreePort.find();
        int ofConsole = FreePort.find();
        try (var walk = Walk.through("README.md", folder)) {
            Walk.Typed demo =
                    walk.start("./tributary demo --language zh --events 20 --speed max --quiet --kafka-port 9092"
                            + " --port " + ofDemo);
            demo.await("The page is at http://localhost:" + ofDemo, "The page stays open");
            assertThat(get(ofDemo)).contains("<title>Tributary");

            Walk.Typed console = walk.start(
                    "./tributary console --bootstrap-servers localhost:9092 --read-only --port " + ofConsole);
            console.await("The page is at http://localhost:" + ofConsole, "read-only");
            assertThat(get(ofConsole)).contains("<title>Tributary");

            assertThat(console.interrupt()).isZero();
            assertThat(demo.interrupt()).isZero();
        }
    }

    private static String get(int port) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
