package dev.tributary.cli.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates the missing ones of the six topics on any Kafka. Topics that exist are left as they are. */
public record TopicCreation(int partitions, short replicas) {

    public TopicCreation {
        if (partitions < 1 || replicas < 1) {
            throw new IllegalArgumentException(
                    "A topic needs at least 1 partition and 1 replica, got " + partitions + " and " + replicas + ".");
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long POLL_MS = 20;

    /** With the standard names. */
    public List<String> run(Admin admin) throws ExecutionException, InterruptedException {
        return run(admin, TopicNames.STANDARD);
    }

    /** @return names of the topics that were missing and that the broker now knows */
    public List<String> run(Admin admin, TopicNames names) throws ExecutionException, InterruptedException {
        var creations = admin.createTopics(TopicLayout.of(names).stream()
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
        awaitKnown(created, admin);
        return created;
    }

    /** The broker confirms a topic before it answers questions about it. */
    private static void awaitKnown(List<String> topics, Admin admin) throws ExecutionException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                admin.describeTopics(topics).allTopicNames().get();
                return;
            } catch (ExecutionException failure) {
                if (!(failure.getCause() instanceof UnknownTopicOrPartitionException) || System.nanoTime() > end) {
                    throw failure;
                }
                Thread.sleep(POLL_MS);
            }
        }
    }
}
