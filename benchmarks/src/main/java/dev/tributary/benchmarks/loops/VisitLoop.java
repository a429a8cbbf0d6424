package dev.tributary.benchmarks.loops;

import dev.tributary.models.interest.IndexedItem;
import dev.tributary.models.interest.ItemIndex;
import dev.tributary.models.interest.ItemKey;
import dev.tributary.models.interest.ItemMemory;
import dev.tributary.models.interest.UserProfile;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What a behavior teaches the index: a visit of any of 1,000 items after 20 items, of which popular ones come more often. Every item came after
 * more others than are kept.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class VisitLoop {
    private static final int ITEMS = 1_000;
    private static final int BEFORE = 200_000;
    /** Trails are drawn beforehand: to draw one takes longer than to learn from it. */
    private static final int TRAILS = 4_096;

    private final ItemIndex index = new ItemIndex();
    private final Random random = new Random(1);
    private final long[] keys = new long[ITEMS];
    private final long[][] trails = new long[TRAILS][];
    private int next;
    private long at;

    @Setup
    public void live() {
        for (int i = 0; i < ITEMS; i++) {
            index.put(new IndexedItem("item-" + i, "shop", "Light trail running shoes", null, 0, 0, Long.MAX_VALUE));
            keys[i] = ItemKey.of("item-" + i);
        }
        for (int i = 0; i < TRAILS; i++) {
            trails[i] = LongStream.generate(this::popular)
                    .distinct()
                    .limit(UserProfile.LINKED)
                    .toArray();
        }
        for (int i = 0; i < BEFORE; i++) {
            learnVisit();
        }
    }

    private long popular() {
        return keys[(int) (ITEMS * Math.pow(random.nextDouble(), 1.5))];
    }

    /** @return the item */
    @Benchmark
    public long learnVisit() {
        long[] trail = trails[next++ % TRAILS];
        long item = keys[random.nextInt(ITEMS)];
        index.visit(item, at++, trail);
        return item;
    }

    @Benchmark
    public @Nullable ItemMemory readMemory() {
        return index.memory(keys[random.nextInt(ITEMS)]);
    }
}
