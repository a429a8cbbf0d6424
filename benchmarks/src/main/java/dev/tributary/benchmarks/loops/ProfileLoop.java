package dev.tributary.benchmarks.loops;

import dev.tributary.models.interest.Interest;
import dev.tributary.models.interest.ItemKey;
import dev.tributary.models.interest.PastBehavior;
import dev.tributary.models.interest.Tower;
import dev.tributary.models.interest.TowerBlock;
import dev.tributary.models.interest.UserProfile;
import dev.tributary.models.training.TowerSettings;
import dev.tributary.models.vector.QuantizedVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
    private Interest interest = profile.interest("", 0, new long[0]);
    private Tower tower = new Tower(1, new float[0], new long[0], new float[0], List.of());
    private long next;
    private final Random random = new Random(1);

    @Setup
    public void live() {
        for (int i = 0; i < BEHAVIORS; i++) {
            profile = profile.add(behavior(), CATEGORIES);
        }
        interest = profile.interest("shop", next, new long[0]);
        tower = tower();
    }

    /** Of the size that the training makes, with the profile's items in it; the numbers do not matter for the time. */
    private Tower tower() {
        TowerSettings settings = TowerSettings.defaults();
        int width = settings.width();
        var blocks = new ArrayList<TowerBlock>();
        for (int b = 0; b < settings.blocks(); b++) {
            blocks.add(new TowerBlock(
                    numbers(width * width),
                    numbers(width * width),
                    numbers(width * width),
                    numbers(width * width),
                    numbers(Tower.LENGTH),
                    numbers(width * width),
                    numbers(width),
                    numbers(width * width)));
        }
        return new Tower(
                width, numbers(DIMENSION * width), interest.trail(), numbers(interest.trail().length * width), blocks);
    }

    private float[] numbers(int count) {
        var numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = random.nextFloat() - 0.5f;
        }
        return numbers;
    }

    @Benchmark
    public UserProfile updateProfile() {
        profile = profile.add(behavior(), CATEGORIES);
        return profile;
    }

    @Benchmark
    public float @Nullable [] interestToTower() {
        return tower.user(interest);
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
