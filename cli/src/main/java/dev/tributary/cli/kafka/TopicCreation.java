package dev.tributary.cli.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the missing ones of {@link TopicLayout#ALL} on any Kafka. Topics that exist are left as they are. */
public record TopicCreation(int partitions, short replicas) {

    public TopicCreation {
        if (partitions < 1 || replicas < 1) {
            throw new IllegalArgumentException(
                    "A topic needs at least 1 partition and 1 replica, got " + partitions + " and " + replicas + ".");
        }
    }

    /** @return names of the topics that were missing and now exist */
    public List<String> run(Admin admin) throws ExecutionException, InterruptedException {
        var creations = admin.createTopics(TopicLayout.ALL.stream()
                        .map(layout -> layout.create(partitions, replicas))
                        .toList())
                .values();
        var created = new ArrayList<String>();
        for (var creation : creations.entrySet()) {
            try {
                creation.getValue().get();
                created.add(creation.getKey());
            } catch (ExecutionException failure) {
                if (!(failure.getCause() instanceof TopicExistsException)) {
                    throw failure;
                }
            }
        }
        return created;
    }
}
