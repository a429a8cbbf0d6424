package dev.tributary.job.source;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** The headers of Kafka records that mean something here: those of CloudEvents in binary mode, and of W3C Trace Context. */
public final class Headers {
    /** Stands in for the id of a JSON record that has none. */
    public static final String EVENT_ID = "ce_id";

    /** Stands in for the time of a JSON record that has none. */
    public static final String EVENT_TIME = "ce_time";

    /** Goes from the behavior or request to the lists that it causes. */
    public static final String TRACE = "traceparent";

    private static final List<String> KNOWN = List.of(EVENT_ID, EVENT_TIME, TRACE);
    private static final int MAX_BYTES = 256;
    private static final Pattern TRACE_FORM =
            Pattern.compile("(?!ff)[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private Headers() {}

    /** @return the known ones; what is too long to be one is left out */
    static Map<String, String> known(org.apache.kafka.common.header.Headers headers) {
        Map<String, String> known = Map.of();
        for (Header header : headers) {
            if (KNOWN.contains(header.key()) && header.value() != null && header.value().length <= MAX_BYTES) {
                known = known.isEmpty() ? new HashMap<>() : known;
                known.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        return known;
    }

    /** @return the trace that the record belongs to, or null if it has none; as the standard wants, a malformed one counts as none */
    static @Nullable String trace(RawRecord raw) {
        String trace = raw.headers().get(TRACE);
        return trace == null || !TRACE_FORM.matcher(trace).matches() ? null : trace;
    }
}
