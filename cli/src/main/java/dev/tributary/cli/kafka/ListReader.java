package dev.tributary.cli.kafka;

import dev.tributary.schemas.Recommendation;
import dev.tributary.schemas.UnreadableRecordException;
import dev.tributary.schemas.WireReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads the recommendation topic from now on, without a consumer group. For one thread. */
public final class ListReader implements AutoCloseable {
    private final WireReader<Recommendation> reader = WireReader.of(Recommendation.class);
    private final String topic;
    private final TopicTail records;

    /**
     * When this returns, every list written later will be read.
     *
     * @throws dev.tributary.cli.CannotRunException if the topic is not there
     */
    public ListReader(KafkaAccess kafka) {
        topic = kafka.topics().recommendations();
        records = new TopicTail(kafka.properties(), topic);
    }

    /** @return the lists that came meanwhile; tombstones are passed over */
    public List<Recommendation> poll(Duration wait) {
        var lists = new ArrayList<Recommendation>();
        for (var record : records.poll(wait)) {
            if (record.value() != null) {
                lists.add(read(record.value()));
            }
        }
        return lists;
    }

    private Recommendation read(byte[] value) {
        try {
            return reader.read(value);
        } catch (UnreadableRecordException e) {
            throw new IllegalStateException(
                    "The topic " + topic + " holds a record that is no recommendation: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        records.close();
    }
}
