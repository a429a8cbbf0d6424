package dev.tributary.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.Tributary;
import dev.tributary.cli.embedded.SharedKafka;
import dev.tributary.models.interest.directory.InterestDirectory;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.UnreadableRecordException;
import dev.tributary.schemas.WireFormat;
import dev.tributary.schemas.WireReader;
import dev.tributary.schemas.WireWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Learning from what lies in topics is learning from a folder with the same records. */
class TrainFromTopicsTest {
    private static final String[] THINGS = {"tea pot", "running shoe", "garden chair", "train ticket", "jazz record"};
    private static final String SCENARIO = "description: Things to buy for home and garden";
    private static final int SINGLE_OBJECT_HEADER = 10;

    @TempDir
    private static Path folder;

    private static final List<String> items = new ArrayList<>();
    private static final List<String> behaviors = new ArrayList<>();
    /** The broker is shared with other tests: topics of each test's own. */
    private final String id = UUID.randomUUID().toString();

    private final KafkaProducer<String, byte[]> producer = producer();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void writeData() throws IOException {
        for (int i = 0; i < 40; i++) {
            items.add(String.format(
                    Locale.ROOT,
                    "{\"item_id\":\"i%02d\",\"scenario\":\"shop\",\"title\":\"%s number %d\",\"categories\":[]}",
                    i,
                    THINGS[i % THINGS.length],
                    i));
        }
        var random = new Random(1);
        for (int i = 0; i < 400; i++) {
            int user = random.nextInt(20);
            behaviors.add(behavior(i, "u" + user, user % THINGS.length + THINGS.length * random.nextInt(8)));
        }
        Files.write(folder.resolve("items.jsonl"), items);
        Files.write(folder.resolve("events.jsonl"), behaviors);
        Files.writeString(folder.resolve("scenarios.yaml"), "scenarios:\n  - id: shop\n    " + SCENARIO + "\n");
    }

    /**
     * One request at a time: a topic that was just made may refuse a batch and take the next one, and what is sent again is then out of order for
     * good.
     */
    private static KafkaProducer<String, byte[]> producer() {
        var properties = new HashMap<>(SharedKafka.properties());
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    }

    /** No two at the same time. */
    private static String behavior(int number, String user, int item) {
        return String.format(
                Locale.ROOT,
                "{\"event_id\":\"e%d\",\"user_id\":\"%s\",\"scenario\":\"shop\",\"item_id\":\"i%02d\",\"action\":\"view\","
                        + "\"occurred_at\":\"2026-01-%02dT%02d:%02d:00Z\"}",
                number,
                user,
                item,
                1 + number / 24,
                number % 24,
                number % 60);
    }

    @AfterEach
    void close() {
        producer.close();
    }

    @Test
    void theSameRecordsGiveTheSameModel() throws Exception {
        createTopics();
        sendItem("i07", "{\"item_id\":\"i07\",\"scenario\":\"shop\",\"title\":\"an old title\",\"categories\":[]}");
        sendItem("gone", "{\"item_id\":\"gone\",\"scenario\":\"shop\",\"title\":\"sold out\",\"categories\":[]}");
        sendItem("gone", null);
        sendItem("odd", "{\"item_id\":");
        for (String item : items) {
            sendItem(item.substring(12, 15), item);
        }
        sendBehavior("erased", bytes(behavior(200, "erased", 3)));
        send("erasures", "erased", bytes("{\"user_id\":\"erased\",\"requested_at\":\"2026-03-01T00:00:00Z\"}"));
        for (int i = behaviors.size() - 1; i >= 0; i--) { // in no order of time
            sendBehavior(user(behaviors.get(i)), inSomeFormat(behaviors.get(i), i));
        }
        sendBehavior(user(behaviors.get(5)), bytes(behaviors.get(5)));
        sendBehavior("u1", bytes(behavior(500, "u1", 4).replace("shop", "cinema")));
        sendBehavior("u1", null);

        assertThat(train("from-folder", "--data", folder.toString())).isZero();
        assertThat(trainFromTopics("from-topics", "--config", config(SCENARIO)))
                .as(err.toString())
                .isZero();

        assertThat(Files.readString(folder.resolve("from-topics/ranker.json")))
                .isEqualTo(Files.readString(folder.resolve("from-folder/ranker.json")));
        var ofFolder = InterestDirectory.manifest(folder.resolve("from-folder"));
        var ofTopics = InterestDirectory.manifest(folder.resolve("from-topics"));
        assertThat(ofTopics.data())
                .containsEntry("fingerprint", ofFolder.data().get("fingerprint"))
                .containsEntry("behaviors", "400")
                .containsEntry("items", "40");
        assertThat(err.toString())
                .contains(
                        "as the job would refuse them: 1 of items, 2 of behaviors. The first, " + topic("items") + "-");
    }

    @Test
    void aPartOfTheTopicIsLearnedFromAndEvaluated() throws Exception {
        createTopics();
        for (String item : items) {
            sendItem("one partition", item);
        }
        for (String behavior : behaviors) {
            sendBehavior("one partition", bytes(behavior));
        }

        assertThat(trainFromTopics("of-part", "--from", "0:100,1:100,2:100", "--to", "0:350,1:350,2:350"))
                .as(err.toString())
                .isZero();
        var manifest = InterestDirectory.manifest(folder.resolve("of-part"));
        assertThat(manifest.data())
                .containsEntry("behaviors", "250")
                .containsEntry(
                        "name",
                        "topics of " + SharedKafka.bootstrapServers() + " from 0:100,1:100,2:100 to 0:350,1:350,2:350");

        assertThat(fromTopics(
                        "evaluate", "--model", folder.resolve("of-part").toString(), "--from", "0:100,1:100,2:100"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("ranker", "only popularity_7d");
    }

    @Test
    void topicsWithoutAnythingInThemAreOneSentence() throws Exception {
        assertThat(trainFromTopics("x")).isEqualTo(2);
        assertThat(err.toString()).contains("This Kafka has no topic " + topic("items") + ". Create it");

        createTopics();
        assertThat(trainFromTopics("x")).isEqualTo(2);
        assertThat(err.toString())
                .contains("The topic " + topic("items") + " holds no item that could be taken. Send some");

        sendItem("i00", items.get(0));
        sendBehavior("u1", bytes("{\"event_id\":\"e\"}"));
        assertThat(trainFromTopics("x")).isEqualTo(2);
        assertThat(err.toString())
                .contains("The topic " + topic("behaviors")
                        + " holds no behavior that could be taken; the first refused: ")
                .contains("user_id")
                .doesNotContain("\tat ");
    }

    @Test
    void whatCannotBeIsOneSentence() throws Exception {
        assertThat(trainFromTopics("x", "--config", config("language: en"))).isEqualTo(2);
        assertThat(trainFromTopics("x", "--from", "yesterday")).isEqualTo(2);
        assertThat(trainFromTopics("x", "--data", folder.toString())).isEqualTo(2);
        assertThat(train("x", "--data", folder.toString(), "--to", "2026-01-31"))
                .isEqualTo(2);
        assertThat(train("x", "--kafka", "localhost:1")).isEqualTo(2);

        assertThat(err.toString())
                .contains(
                        "scenario 'shop' needs a description",
                        "--from yesterday is neither a time nor offsets",
                        "Give --data DIR or --kafka HOST:PORT, not both",
                        "are about topics: name a Kafka with --kafka HOST:PORT",
                        "No Kafka answers at localhost:1")
                .doesNotContain("\tat ");
    }

    private int train(String model, String... arguments) {
        var all = new ArrayList<>(
                List.of("train", "--out", folder.resolve(model).toString(), "--epochs", "2", "--lists", "100"));
        all.addAll(List.of(arguments));
        return run(all);
    }

    private int trainFromTopics(String model, String... arguments) {
        var all =
                new ArrayList<>(List.of("--out", folder.resolve(model).toString(), "--epochs", "2", "--lists", "100"));
        all.addAll(List.of(arguments));
        return fromTopics("train", all.toArray(String[]::new));
    }

    private int fromTopics(String command, String... arguments) {
        producer.flush();
        var all = new ArrayList<>(List.of(command, "--kafka", SharedKafka.bootstrapServers()));
        for (String name : List.of("items", "behaviors", "erasures")) {
            all.addAll(List.of("--set", "tributary.kafka.topics." + name + "=" + topic(name)));
        }
        all.addAll(List.of(arguments));
        return run(all);
    }

    private int run(List<String> arguments) {
        return Tributary.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
    }

    private static String config(String line) throws IOException {
        Path file = Files.createTempFile(folder, "job", ".yaml");
        Files.writeString(file, "tributary:\n  scenarios:\n    - id: shop\n      " + line + "\n");
        return file.toString();
    }

    private String topic(String name) {
        return name + "-" + id;
    }

    private void createTopics() throws Exception {
        try (var admin = Admin.create(SharedKafka.properties())) {
            admin.createTopics(List.of(
                            new NewTopic(topic("items"), 3, (short) 1),
                            new NewTopic(topic("behaviors"), 3, (short) 1),
                            new NewTopic(topic("erasures"), 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    private void sendItem(String key, @Nullable String json) {
        send("items", key, json == null ? null : bytes(json));
    }

    private void sendBehavior(String user, byte @Nullable [] value) {
        send("behaviors", user, value);
    }

    private void send(String topic, String key, byte @Nullable [] value) {
        producer.send(new ProducerRecord<>(topic(topic), key, value));
    }

    /** JSON, Avro with its fingerprint, and Avro as behind a registry, in turn. */
    private static byte[] inSomeFormat(String json, int number) throws UnreadableRecordException {
        if (number % 3 == 0) {
            return bytes(json);
        }
        Behavior behavior = WireReader.of(Behavior.class).read(bytes(json));
        byte[] avro = WireWriter.of(Behavior.class, WireFormat.AVRO).write(behavior);
        if (number % 3 == 1) {
            return avro;
        }
        byte[] body = Arrays.copyOfRange(avro, SINGLE_OBJECT_HEADER, avro.length);
        byte[] framed = new byte[1 + Integer.BYTES + body.length]; // a zero, and 0 as the id
        System.arraycopy(body, 0, framed, 1 + Integer.BYTES, body.length);
        return framed;
    }

    private static String user(String behavior) {
        return behavior.replaceAll(".*\"user_id\":\"([^\"]*)\".*", "$1");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
