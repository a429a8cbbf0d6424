package dev.tributary.cli.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * How a topic stands.
 *
 * @param records offsets in use, which is about the number of records; compaction and transactions leave gaps
 */
public record TopicState(String topic, String purpose, boolean exists, int partitions, int replicas, long records) {

    /** @return one state for each of the six topics */
    public static List<TopicState> all(Admin admin, TopicNames names) throws ExecutionException, InterruptedException {
        var states = new ArrayList<TopicState>();
        for (TopicLayout layout : TopicLayout.of(names)) {
            try {
                states.add(of(layout, admin));
            } catch (ExecutionException failure) {
                if (!(failure.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw failure;
                }
                states.add(new TopicState(layout.name(), layout.purpose(), false, 0, 0, 0));
            }
        }
        return states;
    }

    private static TopicState of(TopicLayout layout, Admin admin) throws ExecutionException, InterruptedException {
        TopicDescription topic = Objects.requireNonNull(admin.describeTopics(List.of(layout.name()))
                .allTopicNames()
                .get()
                .get(layout.name()));
        int replicas = topic.partitions().get(0).replicas().size();
        long records = offsets(admin, topic, OffsetSpec.latest()) - offsets(admin, topic, OffsetSpec.earliest());
        return new TopicState(
                layout.name(), layout.purpose(), true, topic.partitions().size(), replicas, records);
    }

    private static long offsets(Admin admin, TopicDescription topic, OffsetSpec which)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = partitions(topic).collect(Collectors.toMap(p -> p, p -> which));
        return admin.listOffsets(wanted).all().get().values().stream()
                .mapToLong(found -> found.offset())
                .sum();
    }

    private static Stream<TopicPartition> partitions(TopicDescription topic) {
        return topic.partitions().stream().map(info -> new TopicPartition(topic.name(), info.partition()));
    }
}
