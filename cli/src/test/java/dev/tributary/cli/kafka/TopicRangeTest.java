package dev.tributary.cli.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.cli.CannotRunException;
import dev.tributary.cli.kafka.TopicRange.Span;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TopicRangeTest {
    private static final TopicPartition FIRST = new TopicPartition("topic", 0);
    private static final TopicPartition SECOND = new TopicPartition("topic", 1);

    @Test
    void everythingIsWhatIsThereNow() {
        assertThat(spans(TopicRange.ALL)).isEqualTo(Map.of(FIRST, new Span(10, 100), SECOND, new Span(0, 50)));
    }

    @Test
    void offsetsBoundThePartitionsTheyName() {
        var range = new TopicRange(TopicRange.bound("--from", "0:20,1:5"), TopicRange.bound("--to", "0:30"));

        assertThat(spans(range)).isEqualTo(Map.of(FIRST, new Span(20, 30), SECOND, new Span(5, 50)));
    }

    @Test
    void offsetsThatAreNotThereAreCutToThoseThatAre() {
        var range = new TopicRange(TopicRange.bound("--from", "0:0,1:60"), TopicRange.bound("--to", "0:1000,1:70"));

        assertThat(spans(range)).isEqualTo(Map.of(FIRST, new Span(10, 100), SECOND, new Span(50, 50)));
    }

    @Test
    void aTimeIsTheFirstRecordFromThenOnAndTheEndWhereThereIsNone() {
        var range = new TopicRange(TopicRange.bound("--from", "2026-01-31"), null);

        assertThat(spans(range)).isEqualTo(Map.of(FIRST, new Span(40, 100), SECOND, new Span(50, 50)));
    }

    @Test
    void whatIsNeitherIsRefusedByItsOption() {
        for (String wrong : List.of("yesterday", "2026-13-01", "1200", "0:1:2", "0:-5", "2026-01-31T12:00")) {
            assertThatThrownBy(() -> TopicRange.bound("--to", wrong))
                    .isInstanceOf(CannotRunException.class)
                    .hasMessageStartingWith("--to " + wrong + " is neither a time nor offsets.");
        }
    }

    private static Map<TopicPartition, Span> spans(TopicRange range) {
        try (var kafka = new Broker()) {
            kafka.updateBeginningOffsets(Map.of(FIRST, 10L, SECOND, 0L));
            kafka.updateEndOffsets(Map.of(FIRST, 100L, SECOND, 50L));
            return range.spans(kafka, List.of(FIRST, SECOND));
        }
    }

    /** Its first partition has a record of the last day of January at offset 40, the second has only older ones. */
    private static final class Broker extends MockConsumer<byte[], byte[]> {
        Broker() {
            super("earliest");
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times) {
            assertThat(times.get(FIRST))
                    .isEqualTo(Instant.parse("2026-01-31T00:00:00Z").toEpochMilli());
            Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
            found.put(
                    FIRST,
                    new OffsetAndTimestamp(
                            40, Instant.parse("2026-01-31T08:00:00Z").toEpochMilli()));
            found.put(SECOND, null);
            return found;
        }
    }
}
