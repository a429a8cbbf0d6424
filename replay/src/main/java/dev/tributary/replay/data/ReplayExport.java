package dev.tributary.replay.data;

import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import dev.tributary.schemas.WireFormat;
import dev.tributary.schemas.WireWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.specific.SpecificRecord;

/** Writes the replay format, which {@link DataSet} reads. */
public final class ReplayExport {
    private ReplayExport() {}

    /**
     * Writes {@code items.jsonl.gz}, {@code events.jsonl.gz} and {@code scenarios.yaml} into {@code dir}, over those that are there.
     *
     * @param limit most behaviors to write; data may be endless
     */
    public static Written write(ReplayData data, Path dir, long limit) throws IOException {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be positive, got " + limit);
        }
        Files.createDirectories(dir);
        ScenarioFile.write(dir.resolve("scenarios.yaml"), data.scenarios());
        try (Stream<Item> items = data.items();
                Stream<Behavior> behaviors = data.behaviors()) {
            return new Written(
                    write(items, Item.class, dir.resolve("items.jsonl.gz")),
                    write(behaviors.limit(limit), Behavior.class, dir.resolve("events.jsonl.gz")));
        }
    }

    /** Writes {@code scenarios.yaml} beside items and behaviors, as guessed from them, for a person to describe better. */
    public static void writeScenarios(Path dir) throws IOException {
        ScenarioFile.write(dir.resolve("scenarios.yaml"), DataSet.open(dir).scenarios());
    }

    private static <T extends SpecificRecord> long write(Stream<T> records, Class<T> type, Path path)
            throws IOException {
        WireWriter<T> writer = WireWriter.of(type, WireFormat.JSON);
        long count = 0;
        try (OutputStream out = new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(path)), 1 << 16)) {
            for (Iterator<T> all = records.iterator(); all.hasNext(); count++) {
                out.write(writer.write(all.next()));
                out.write('\n');
            }
        }
        return count;
    }

    public record Written(long items, long behaviors) {}
}
