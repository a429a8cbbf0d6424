package dev.tributary.replay.imports;

import dev.tributary.replay.data.DataSet;
import dev.tributary.replay.imports.ImportReport.Rejected;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** Files made by hand, and what became of them. */
record Folder(Path path) {
    Path write(String name, String... lines) throws IOException {
        Path file = path.resolve(name);
        Files.createDirectories(file.getParent());
        try (var out = name.endsWith(".gz")
                ? new GZIPOutputStream(Files.newOutputStream(file))
                : Files.newOutputStream(file)) {
            out.write((String.join("\n", lines) + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return file;
    }

    Path out() {
        return path.resolve("out");
    }

    ImportReport run(Format format) throws IOException {
        return ReplayImport.run(format, out(), bytes -> {});
    }

    List<Item> items() {
        try (var items = DataSet.open(out()).items()) {
            return items.toList();
        }
    }

    /** @return what a replay would send; fails if any line would be left out */
    List<Behavior> behaviors() {
        DataSet data = DataSet.open(out());
        try (var behaviors = data.behaviors()) {
            List<Behavior> all = behaviors.toList();
            if (data.rejects().total() > 0) {
                throw new AssertionError(data.rejects());
            }
            return all;
        }
    }

    static Map<String, Long> counts(ImportReport report) {
        Map<String, Long> counts = new TreeMap<>();
        for (Rejected rejected : report.rejects()) {
            counts.put(rejected.reason(), rejected.count());
        }
        return counts;
    }
}
