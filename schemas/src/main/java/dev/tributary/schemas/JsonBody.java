package dev.tributary.schemas;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.NullMarked;

/** Reads one JSON object, with the schema's field names, from UTF-8 with or without a byte order mark. */
@NullMarked
final class JsonBody<T extends SpecificRecord> {
    private static final int MAX_NESTING = 64;
    private static final ObjectReader PARSER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_NESTING)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build()
            .reader();

    private final Class<T> type;
    private final Schema schema;

    JsonBody(Class<T> type) {
        this.type = type;
        this.schema = SpecificData.get().getSchema(type);
    }

    /** @param absent text for fields that the object does not have */
    T read(byte[] bytes, Map<String, String> absent) throws UnreadableRecordException {
        int start = start(bytes);
        String text = StrictText.decode(bytes, start, bytes.length - start);
        JsonNode node = parse(text);
        if (node instanceof ObjectNode object) {
            absent.forEach((field, value) -> {
                if (!object.hasNonNull(field)) {
                    object.put(field, value);
                }
            });
        }
        return type.cast(JsonValues.record(node, schema, ""));
    }

    private static JsonNode parse(String text) throws UnreadableRecordException {
        try {
            return PARSER.readTree(text);
        } catch (JsonProcessingException e) {
            var location = e.getLocation();
            String where = location == null ? "" : " at character " + location.getCharOffset();
            throw new UnreadableRecordException(
                    Refusal.BAD_JSON, "Not valid JSON" + where + ": " + e.getOriginalMessage());
        }
    }

    /** @return where the object starts */
    private static int start(byte[] bytes) throws UnreadableRecordException {
        int i = hasByteOrderMark(bytes) ? 3 : 0;
        while (i < bytes.length && isBlank(bytes[i])) {
            i++;
        }
        if (i == bytes.length) {
            throw new UnreadableRecordException(Refusal.EMPTY, "The record holds only white space");
        }
        if (bytes[i] != '{') {
            throw new UnreadableRecordException(
                    Refusal.UNKNOWN_FORMAT,
                    "Expected Avro single-object encoding (C3 01), registry framing (00) or a JSON object ({), got byte %02X"
                            .formatted(bytes[i]));
        }
        return i;
    }

    private static boolean hasByteOrderMark(byte[] bytes) {
        return bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }
}
