package dev.tributary.benchmarks.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/** What is killed next, for ever: each victim once before any of them again. The same seed gives the same. */
final class Plan implements Iterator<Plan.Kill> {
    static final List<String> VICTIMS = List.of("taskmanager-1", "taskmanager-2", "jobmanager", "kafka");

    private static final int SHORTEST_PAUSE_MS = 3_000;
    private static final int LONGEST_PAUSE_MS = 12_000;

    private final Random random;
    private final List<String> next = new ArrayList<>();

    Plan(long seed) {
        random = new Random(seed);
    }

    /** @param after how long the job has worked undisturbed */
    record Kill(String victim, Duration after) {}

    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    public Kill next() {
        if (next.isEmpty()) {
            next.addAll(VICTIMS);
            Collections.shuffle(next, random);
        }
        return new Kill(next.remove(0), Duration.ofMillis(random.nextInt(SHORTEST_PAUSE_MS, LONGEST_PAUSE_MS)));
    }
}
