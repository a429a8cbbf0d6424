package dev.tributary.replay.imports;

import dev.tributary.replay.data.ReplayExport;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.zip.GZIPOutputStream;

/** Turns a format of others into a folder in the replay format, which {@link dev.tributary.replay.data.DataSet} reads. */
public final class ReplayImport {
    private static final long SORT_BYTES = 128L << 20;
    private static final List<String> WRITTEN = List.of("items.jsonl.gz", "events.jsonl.gz");
    private static final List<String> TAKEN =
            List.of("items.jsonl", "items.jsonl.gz", "events.jsonl", "events.jsonl.gz", "scenarios.yaml");

    private ReplayImport() {}

    /** @return size of all files of a format, the end of the progress */
    public static long bytes(Format format) throws IOException {
        long bytes = 0;
        for (Path file : format.files()) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    /**
     * Writes {@code items.jsonl.gz}, {@code events.jsonl.gz} and, for a person to describe, {@code scenarios.yaml}. They appear when all is done.
     *
     * @param out a folder, made if it is not there, without a data set in it
     * @param progress told the bytes read so far
     * @throws IllegalArgumentException saying what the user should put right
     */
    public static ImportReport run(Format format, Path out, LongConsumer progress) throws IOException {
        requireVacant(out);
        Files.createDirectories(out);
        try {
            ImportReport report = write(format, out, progress);
            requireBehaviors(report);
            for (String name : WRITTEN) {
                Files.move(part(out, name), out.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            }
            ReplayExport.writeScenarios(out);
            return report;
        } finally {
            for (String name : WRITTEN) {
                Files.deleteIfExists(part(out, name));
            }
        }
    }

    private static ImportReport write(Format format, Path out, LongConsumer progress) throws IOException {
        try (var sort = new TimeSort(out, SORT_BYTES);
                OutputStream items = compressed(part(out, "items.jsonl.gz"));
                OutputStream events = compressed(part(out, "events.jsonl.gz"))) {
            var intake = new Intake(items, sort);
            format.read(new SourceFiles(progress), intake);
            sort.writeTo(events);
            return intake.finish();
        }
    }

    private static void requireVacant(Path out) {
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new IllegalArgumentException(out + " is no folder. Give a new folder.");
        }
        for (String name : TAKEN) {
            if (Files.exists(out.resolve(name))) {
                throw new IllegalArgumentException(
                        "%s holds a data set already (%s). Give a new folder, or delete that.".formatted(out, name));
            }
        }
    }

    private static void requireBehaviors(ImportReport report) {
        if (report.behaviors() == 0) {
            String why = report.rejects().isEmpty()
                    ? "there are no rows."
                    : "for example " + report.rejects().get(0).example() + ".";
            throw new IllegalArgumentException("Not one behavior could be read: " + why);
        }
    }

    private static Path part(Path out, String name) {
        return out.resolve(name + ".part");
    }

    private static OutputStream compressed(Path path) throws IOException {
        return new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(path), 1 << 14), 1 << 16);
    }
}
