package dev.tributary.benchmarks.scale;

import dev.tributary.benchmarks.stream.Record;
import dev.tributary.schemas.Behavior;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Many users who act at random: each as often as any other, on popular items more often than on others. For one thread. */
final class Crowd {
    /** No divisor of any number of users: neighbors in number do not follow each other. */
    private static final long STRIDE = 2_147_483_647;

    private final String scenario;
    private final List<String> items;
    private final int users;
    private final Random random = new Random(1);
    private long count;

    Crowd(String scenario, List<String> items, int users) {
        this.scenario = scenario;
        this.items = items;
        this.users = users;
    }

    /** @return a behavior of the next user, each once before any comes again */
    Record next() {
        return behavior((int) (count * STRIDE % users));
    }

    /** @return behaviors of random users */
    List<Record> random(int behaviors) {
        var records = new ArrayList<Record>();
        for (int i = 0; i < behaviors; i++) {
            records.add(behavior(random.nextInt(users)));
        }
        return records;
    }

    private Record behavior(int user) {
        // Zipf's law, about: the logarithm of the rank is uniform
        int rank = (int) Math.pow(items.size(), random.nextDouble()) - 1;
        return Record.of(Behavior.newBuilder()
                .setEventId("e" + count++)
                .setUserId("user-" + user)
                .setScenario(scenario)
                .setItemId(items.get(rank))
                .setAction("view")
                .setContext(Map.of())
                .setOccurredAt(Instant.now())
                .build());
    }
}
