package dev.tributary.benchmarks.freshness;

import dev.tributary.schemas.Behavior;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Who does something to what: all users alike to all items alike, or one user much and few items often. The same seed draws the same. For one thread. */
final class Traffic {
    static final String HOT_USER = "hot-user";

    private final Random random;
    private final int users;
    private final double hotShare;
    private final List<String> items;
    /** By rank, how often an item of this or a lower rank is drawn, as a share of all. */
    private final double[] cumulative;

    private Traffic(long seed, int users, double hotShare, List<String> items, double exponent) {
        this.random = new Random(seed);
        this.users = users;
        this.hotShare = hotShare;
        this.items = items;
        this.cumulative = new double[items.size()];
        double sum = 0;
        for (int rank = 0; rank < items.size(); rank++) {
            sum += Math.pow(rank + 1.0, -exponent);
            cumulative[rank] = sum;
        }
        for (int rank = 0; rank < items.size(); rank++) {
            cumulative[rank] /= sum;
        }
    }

    static Traffic even(long seed, int users, List<String> items) {
        return new Traffic(seed, users, 0, items, 0);
    }

    /**
     * @param hotShare of all behaviors that {@link #HOT_USER} makes
     * @param exponent of the items' Zipf distribution, by their order in the list
     */
    static Traffic hot(long seed, int users, double hotShare, List<String> items, double exponent) {
        return new Traffic(seed, users, hotShare, items, exponent);
    }

    /** @return the behavior as one of another user on another item */
    Behavior redirect(Behavior behavior) {
        String user = random.nextDouble() < hotShare ? HOT_USER : "u" + random.nextInt(users);
        return Behavior.newBuilder(behavior).setUserId(user).setItemId(item()).build();
    }

    private String item() {
        int found = Arrays.binarySearch(cumulative, random.nextDouble());
        return items.get(Math.min(items.size() - 1, found < 0 ? -found - 1 : found + 1));
    }
}
