package dev.tributary.benchmarks.loops;

import dev.tributary.models.interest.Interest;
import dev.tributary.models.interest.ItemKey;
import dev.tributary.models.interest.PastBehavior;
import dev.tributary.models.interest.UserProfile;
import dev.tributary.models.vector.QuantizedVector;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a behavior does to a full profile, and what a list asks of it; without the serialization of state. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ProfileLoop {
    private static final int DIMENSION = 384;
    private static final int BEHAVIORS = 200;
    private static final List<String> SCENARIOS = List.of("shop", "social", "content", "travel");
    private static final List<String> CATEGORIES = List.of("running", "mountains");

    private UserProfile profile = UserProfile.empty();
    private long next;
    private final Random random = new Random(1);

    @Setup
    public void live() {
        for (int i = 0; i < BEHAVIORS; i++) {
            profile = profile.add(behavior(), CATEGORIES);
        }
    }

    @Benchmark
    public UserProfile updateProfile() {
        profile = profile.add(behavior(), CATEGORIES);
        return profile;
    }

    @Benchmark
    public Interest profileToInterest() {
        return profile.interest("shop", next, new long[0]);
    }

    private PastBehavior behavior() {
        next++;
        String item = "item-" + next % 1_000;
        return new PastBehavior(
                ItemKey.of("event-" + next),
                item,
                ItemKey.of(item),
                SCENARIOS.get((int) (next % SCENARIOS.size())),
                "purchase",
                "Light trail running shoes",
                5,
                next,
                vector());
    }

    private QuantizedVector vector() {
        var values = new byte[DIMENSION];
        random.nextBytes(values);
        return new QuantizedVector(values, 0.001f);
    }
}
