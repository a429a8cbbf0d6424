package dev.tributary.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * Every published version of one record type, found by fingerprint. Versions are the resources {@code history/<Record>/1.avsc}, {@code 2.avsc} and so
 * on; a changed schema is added as the next number, so records written before the change stay readable.
 */
@NullMarked
final class SchemaHistory {
    private final List<Schema> versions;
    private final Map<Long, Schema> byFingerprint;

    SchemaHistory(List<Schema> versions) {
        this.versions = List.copyOf(versions);
        this.byFingerprint = versions.stream()
                .collect(Collectors.toUnmodifiableMap(
                        SchemaNormalization::parsingFingerprint64, Function.identity(), (older, newer) -> newer));
    }

    static SchemaHistory of(Class<? extends SpecificRecord> type) {
        List<Schema> versions = published(type);
        versions.add(SpecificData.get().getSchema(type));
        return new SchemaHistory(versions);
    }

    /** @return the versions kept as resources, oldest first */
    static List<Schema> published(Class<?> type) {
        List<Schema> versions = new ArrayList<>();
        for (Schema version = load(type, 1); version != null; version = load(type, versions.size() + 1)) {
            versions.add(version);
        }
        return versions;
    }

    List<Schema> versions() {
        return versions;
    }

    @Nullable
    Schema findByFingerprint(long fingerprint) {
        return byFingerprint.get(fingerprint);
    }

    private static @Nullable Schema load(Class<?> type, int version) {
        String name = "history/" + type.getSimpleName() + "/" + version + ".avsc";
        try (InputStream in = SchemaHistory.class.getResourceAsStream(name)) {
            return in == null ? null : new Schema.Parser().parse(in);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the schema " + name, e);
        }
    }
}
