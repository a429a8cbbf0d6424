package dev.tributary.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each example is run against a real Kafka and job. Those whose language is not installed are skipped, unless all are to be there. */
@Timeout(240)
class ExamplesTest {
    private static final Path SHELL = Example.EXAMPLES.resolve("shell");
    private static final Path PYTHON = Example.EXAMPLES.resolve("python");

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Shop shop;

    @BeforeAll
    static void open() {
        shop = new Shop();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @Test
    void java() throws Exception {
        String classes = System.getProperty("java.class.path");
        var program =
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classes);

        aPurchaseLeadsToLists(
                "java-user",
                new Example(Example.EXAMPLES, join(program, SendBehavior.class.getName())),
                new Example(Example.EXAMPLES, join(program, ReadLists.class.getName())));
    }

    @Test
    void shell() throws Exception {
        Tools.need("kcat", "Debian: apt-get install kcat");

        aPurchaseLeadsToLists(
                "shell-user",
                new Example(SHELL, List.of("bash", "send-behavior.sh")),
                new Example(SHELL, List.of("bash", "read-lists.sh")));
    }

    @Test
    void node() throws Exception {
        Tools.need("node", "Debian: apt-get install nodejs");
        Tools.need("npm", "Debian: apt-get install npm");
        Path copy = copyOfNodeExample();
        Tools.need(Example.works(copy, "npm", "ci", "--no-audit", "--no-fund"), "npm could not download kafkajs");

        aPurchaseLeadsToLists(
                "node-user",
                new Example(copy, List.of("node", "send-behavior.mjs")),
                new Example(copy, List.of("node", "read-lists.mjs")));
    }

    @Test
    void python() throws Exception {
        String python =
                "/usr/bin/python3"; // Debian's packages belong to it, not to another that comes first on the path
        Tools.need(
                Files.isExecutable(Path.of(python)) && Example.works(PYTHON, python, "-c", "import confluent_kafka"),
                "confluent_kafka is not here (Debian: apt-get install python3-confluent-kafka)");

        aPurchaseLeadsToLists(
                "python-user",
                new Example(PYTHON, List.of(python, "send_behavior.py")),
                new Example(PYTHON, List.of(python, "read_lists.py")));
    }

    private static void aPurchaseLeadsToLists(String user, Example send, Example read) throws Exception {
        assertThat(send.run(shop.kafka(), user, "shoes")).contains("sent ");

        assertThat(read.run(shop.kafka(), user, "2"))
                .contains("shop", "travel", "Three days of trail running in the Alps")
                .contains("because you bought “Light trail running shoes” in shop");
    }

    /** npm writes beside what it reads: not into the sources. */
    private static Path copyOfNodeExample() throws Exception {
        Path copy = Files.createDirectories(Path.of("target", "node").toAbsolutePath());
        for (String file : List.of("package.json", "package-lock.json", "send-behavior.mjs", "read-lists.mjs")) {
            Files.write(
                    copy.resolve(file),
                    Files.readAllBytes(Example.EXAMPLES.resolve("node").resolve(file)));
        }
        return copy;
    }

    private static List<String> join(List<String> program, String last) {
        return java.util.stream.Stream.concat(program.stream(), java.util.stream.Stream.of(last))
                .toList();
    }
}
