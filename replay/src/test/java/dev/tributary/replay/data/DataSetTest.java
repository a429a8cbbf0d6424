package dev.tributary.replay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetTest {
    @TempDir
    Path dir;

    @Test
    void readsPlainAndCompressedFiles() throws IOException {
        write("items.jsonl", item("i1", "shop", "Kettle"));
        writeCompressed("events.jsonl.gz", event("e1", "u1", "i1", 1), event("e2", "u1", "i1", 2));
        assertThat(items(DataSet.open(dir))).extracting(Item::getTitle).containsExactly("Kettle");
        assertThat(behaviors(DataSet.open(dir)))
                .extracting(Behavior::getEventId)
                .containsExactly("e1", "e2");
    }

    @Test
    void whoeverAsksAgainAfterTheEndIsToldTheSame() throws IOException {
        write("items.jsonl", item("i1", "shop", "Kettle"));
        write("events.jsonl", event("e1", "u1", "i1", 1));
        try (var behaviors = DataSet.open(dir).behaviors()) {
            var all = behaviors.limit(9).iterator();
            assertThat(all.next().getEventId()).isEqualTo("e1");
            assertThat(all.hasNext()).isFalse();
            assertThat(all.hasNext()).isFalse();
        }
    }

    @Test
    void countsAnUnreadableLineOnceAndSaysWhere() throws IOException {
        write("items.jsonl", item("i1", "shop", "Kettle"), "{\"item_id\": \"i2\"}", item("i3", "shop", "Pan"));
        write("events.jsonl", event("e1", "u1", "i1", 1));
        DataSet data = DataSet.open(dir);
        assertThat(items(data)).hasSize(2);
        assertThat(items(data)).hasSize(2);
        assertThat(data.rejects().items()).isEqualTo(1);
        assertThat(data.rejects().first()).singleElement().satisfies(reject -> {
            assertThat(reject.file()).isEqualTo("items.jsonl");
            assertThat(reject.line()).isEqualTo(2);
            assertThat(reject.message()).contains("scenario");
        });
    }

    @Test
    void leavesOutBehaviorsThatGoBackInTime() throws IOException {
        write("items.jsonl", item("i1", "shop", "Kettle"));
        write("events.jsonl", event("e1", "u1", "i1", 5), event("e2", "u1", "i1", 4), event("e3", "u1", "i1", 5));
        DataSet data = DataSet.open(dir);
        assertThat(behaviors(data)).extracting(Behavior::getEventId).containsExactly("e1", "e3");
        assertThat(data.rejects().first()).singleElement().asString().contains("events.jsonl line 2", "sort");
    }

    @Test
    void rejectsALineLongerThanARecordMayBeAndGoesOn() throws IOException {
        write("items.jsonl", item("i1", "shop", "x".repeat(1 << 20)), item("i2", "shop", "Pan"));
        write("events.jsonl", event("e1", "u1", "i1", 1));
        DataSet data = DataSet.open(dir);
        assertThat(items(data)).extracting(Item::getItemId).containsExactly("i2");
        assertThat(data.rejects().first()).singleElement().asString().contains("too-large");
    }

    @Test
    void saysWhichFileIsMissing() throws IOException {
        write("items.jsonl", item("i1", "shop", "Kettle"));
        assertThatIllegalArgumentException().isThrownBy(() -> DataSet.open(dir)).withMessageContaining("events.jsonl");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataSet.open(dir.resolve("nowhere")))
                .withMessageContaining("no folder");
    }

    @Test
    void refusesAForeignFile() throws IOException {
        write("items.jsonl", "id,title", "1,Kettle");
        write("events.jsonl", event("e1", "u1", "i1", 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataSet.open(dir))
                .withMessageContaining("items.jsonl does not hold JSON lines of Item (line 1");
    }

    @Test
    void failsWhereACompressedFileBreaksOff() throws IOException {
        write("items.jsonl", item("i1", "shop", "Kettle"));
        String[] lines = new String[5000];
        Arrays.setAll(lines, i -> event("e" + i * 7919L, "u" + i, "i" + i * 31, i));
        writeCompressed("events.jsonl.gz", lines);
        byte[] whole = Files.readAllBytes(dir.resolve("events.jsonl.gz"));
        Files.write(dir.resolve("events.jsonl.gz"), Arrays.copyOf(whole, whole.length / 2));
        DataSet data = DataSet.open(dir);
        assertThatThrownBy(() -> behaviors(data))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("breaks off");
    }

    private static List<Item> items(ReplayData data) {
        try (var items = data.items()) {
            return items.toList();
        }
    }

    private static List<Behavior> behaviors(ReplayData data) {
        try (var behaviors = data.behaviors()) {
            return behaviors.toList();
        }
    }

    private void write(String name, String... lines) throws IOException {
        Files.writeString(dir.resolve(name), String.join("\n", lines) + "\n");
    }

    private void writeCompressed(String name, String... lines) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8));
        }
        Files.write(dir.resolve(name), bytes.toByteArray());
    }

    static String item(String id, String scenario, String title) {
        return "{\"item_id\": \"%s\", \"scenario\": \"%s\", \"title\": \"%s\"}".formatted(id, scenario, title);
    }

    static String event(String id, String user, String item, long time) {
        return """
                {"event_id": "%s", "user_id": "%s", "scenario": "shop", "item_id": "%s", "action": "view", "occurred_at": %d}\
                """.formatted(id, user, item, time);
    }
}
