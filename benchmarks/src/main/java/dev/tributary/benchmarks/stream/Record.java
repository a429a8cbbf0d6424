package dev.tributary.benchmarks.stream;

import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import dev.tributary.schemas.WireFormat;
import dev.tributary.schemas.WireWriter;
import java.nio.charset.StandardCharsets;

/** A Kafka record that is ready to be sent, so that making it is not measured. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Record(byte[] key, byte[] value) {
    private static final WireWriter<Behavior> BEHAVIORS = WireWriter.of(Behavior.class, WireFormat.AVRO);
    private static final WireWriter<Item> ITEMS = WireWriter.of(Item.class, WireFormat.AVRO);

    public static Record of(Behavior behavior) {
        return new Record(bytes(behavior.getUserId()), BEHAVIORS.write(behavior));
    }

    public static Record of(Item item) {
        return new Record(bytes(item.getItemId()), ITEMS.write(item));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
