package dev.tributary.replay.world;

import java.util.BitSet;

/** A user of the world: a few interests that drift, and what they have already. */
final class Person {
    private static final int FEWEST = 2;
    private static final int MOST = 4;
    private static final double CURIOUS = 0.05;

    final String id;
    final String device;
    final Lots lots;
    /** Sessions of this user for each of the average one. */
    final double activity;

    private final double[] weights;
    private final BitSet has = new BitSet();

    Person(String id, String device, int interests, Lots lots) {
        this.id = id;
        this.device = device;
        this.lots = lots;
        this.activity = 0.25 + 1.5 * lots.share();
        this.weights = new double[interests];
        int count = FEWEST + lots.below(MOST - FEWEST + 1);
        for (int i = 0; i < count; i++) {
            weights[newInterest()] = 1.0 / (i + 1);
        }
        normalize();
    }

    private void normalize() {
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= total;
        }
    }

    /** @return sums to 1 over all interests */
    double weightOf(int interest) {
        return weights[interest];
    }

    /** @return the interest of the moment: mostly an own one by weight, now and then any */
    int moment() {
        return lots.chance(CURIOUS) ? lots.below(weights.length) : lots.weighted(weights, weights.length);
    }

    /** One interest gives its place to another. */
    void drift() {
        int lost = lots.weighted(weights, weights.length);
        int found = newInterest();
        weights[found] = weights[lost];
        weights[lost] = 0;
    }

    boolean has(Thing thing) {
        return has.get(thing.index());
    }

    void take(Thing thing) {
        has.set(thing.index());
    }

    private int newInterest() {
        int interest = lots.below(weights.length);
        while (weights[interest] > 0) {
            interest = lots.below(weights.length);
        }
        return interest;
    }
}
