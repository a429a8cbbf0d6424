package dev.tributary.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaHistoryTest {
    static Stream<Class<? extends SpecificRecord>> topicTypes() {
        return Stream.of(Behavior.class, Item.class, Request.class, Recommendation.class, Erasure.class);
    }

    @ParameterizedTest
    @MethodSource("topicTypes")
    void theCurrentSchemaIsPublished(Class<? extends SpecificRecord> type) {
        List<Schema> published = SchemaHistory.published(type);

        assertThat(onTheWire(published.get(published.size() - 1)))
                .as(
                        "The schema of %s changed: add it as history/%s/%d.avsc, with defaults for new fields",
                        type.getSimpleName(), type.getSimpleName(), published.size() + 1)
                .isEqualTo(onTheWire(SpecificData.get().getSchema(type)));
    }

    @ParameterizedTest
    @MethodSource("topicTypes")
    void everyPublishedVersionCanBeRead(Class<? extends SpecificRecord> type) {
        Schema current = SpecificData.get().getSchema(type);

        for (Schema version : SchemaHistory.published(type)) {
            assertThat(SchemaCompatibility.checkReaderWriterCompatibility(current, version)
                            .getType())
                    .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        }
    }

    @Test
    void readsARecordOfAnOlderSchemaWithFewerFields() throws Exception {
        Schema older = new Schema.Parser().parse("""
                {"type": "record", "name": "Item", "namespace": "dev.tributary.schemas", "fields": [
                  {"name": "item_id", "type": "string"},
                  {"name": "scenario", "type": "string"},
                  {"name": "shelf", "type": {"type": "array", "items": "string"}},
                  {"name": "title", "type": "string"}]}""");
        GenericRecord written = new GenericData.Record(older);
        written.put("item_id", "i1");
        written.put("scenario", "shop");
        written.put("shelf", List.of("left", "top"));
        written.put("title", "Tea");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new BinaryMessageEncoder<GenericRecord>(GenericData.get(), older).encode(written, bytes);
        SchemaHistory history = new SchemaHistory(List.of(older, Item.getClassSchema()));

        Item item = WireReader.of(Item.class).withHistory(history).read(bytes.toByteArray());

        assertThat(item)
                .isEqualTo(Item.newBuilder()
                        .setItemId("i1")
                        .setScenario("shop")
                        .setTitle("Tea")
                        .build());
    }

    /** Without docs and defaults, which change nothing that is written. */
    private static String onTheWire(Schema schema) {
        return SchemaNormalization.toParsingForm(schema);
    }
}
