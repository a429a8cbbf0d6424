package dev.tributary.schemas;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** NaN and infinity have no JSON form and are refused when read, so they must not be written either. */
@NullMarked
final class FiniteNumbers {
    private FiniteNumbers() {}

    /** @throws IllegalArgumentException naming the field */
    static void require(SpecificRecord record) {
        for (Schema.Field field : record.getSchema().getFields()) {
            require(record.get(field.pos()), field.name());
        }
    }

    private static void require(@Nullable Object value, String field) {
        if (value instanceof Double number && !Double.isFinite(number)) {
            throw new IllegalArgumentException("Field " + field + " must be a finite number, got " + number);
        } else if (value instanceof SpecificRecord record) {
            require(record);
        } else if (value instanceof List<?> list) {
            list.forEach(element -> require(element, field));
        }
    }
}
