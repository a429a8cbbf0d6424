package dev.tributary.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WireRoundTripTest {
    static Stream<Arguments> everyTypeInEveryFormat() {
        return Samples.all().stream()
                .flatMap(record -> Stream.of(WireFormat.values()).map(format -> Arguments.of(format, record)));
    }

    @ParameterizedTest
    @MethodSource("everyTypeInEveryFormat")
    void readsBackWhatItWrote(WireFormat format, SpecificRecord record) throws Exception {
        assertThat(roundTrip(record, format)).isEqualTo(record);
    }

    @Test
    void registryFramingIsReadWithTheCurrentSchemaWhenThereIsNoRegistry() throws Exception {
        assertThat(WireReader.of(Item.class).read(framed(Samples.item(), 7))).isEqualTo(Samples.item());
    }

    @Test
    void registryFramingIsReadWithTheSchemaOfItsId() throws Exception {
        SchemaLookup registry = id -> id == 7 ? Item.getClassSchema() : null;
        WireReader<Item> reader = WireReader.of(Item.class).withRegistry(registry);

        assertThat(reader.read(framed(Samples.item(), 7))).isEqualTo(Samples.item());
        assertThatThrownBy(() -> reader.read(framed(Samples.item(), 8)))
                .hasMessageContaining("id 8")
                .extracting(e -> ((UnreadableRecordException) e).reason())
                .isEqualTo("unknown-schema");
    }

    @Test
    void jsonHasTheFieldsInOrderAndLeavesOutWhatIsAbsent() {
        byte[] json = WireWriter.of(Behavior.class, WireFormat.JSON).write(Samples.sparseBehavior());

        assertThat(new String(json, UTF_8))
                .isEqualTo("{\"event_id\":\"e1\",\"user_id\":\"u1\",\"scenario\":\"shop\",\"item_id\":\"i1\","
                        + "\"action\":\"purchase\",\"context\":{},\"occurred_at\":\"2026-01-31T12:00:00.123Z\"}");
    }

    @Test
    void doesNotWriteANumberThatIsNotFinite() {
        Behavior behavior = Samples.sparseBehavior();
        behavior.setValue(Double.NaN);

        for (WireFormat format : WireFormat.values()) {
            assertThatThrownBy(() -> WireWriter.of(Behavior.class, format).write(behavior))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("NaN");
        }
    }

    @Test
    void namesOfFormatsAreForgiving() {
        assertThat(List.of(WireFormat.parse("Avro"), WireFormat.parse(" json ")))
                .containsExactly(WireFormat.AVRO, WireFormat.JSON);
        assertThatThrownBy(() -> WireFormat.parse("xml")).hasMessage("Format must be avro or json, got 'xml'");
    }

    @SuppressWarnings("unchecked")
    private static <T extends SpecificRecord> T roundTrip(T record, WireFormat format) throws Exception {
        Class<T> type = (Class<T>) record.getClass();
        return WireReader.of(type).read(WireWriter.of(type, format).write(record));
    }

    private static byte[] framed(Item item, int id) {
        byte[] single = WireWriter.of(Item.class, WireFormat.AVRO).write(item);
        int body = single.length - WireReader.SINGLE_OBJECT_HEADER;
        return ByteBuffer.allocate(5 + body)
                .put((byte) 0)
                .putInt(id)
                .put(single, WireReader.SINGLE_OBJECT_HEADER, body)
                .array();
    }
}
