package dev.tributary.models.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Collects placements by user and estimates every measure. For one thread. */
public final class Tally {
    private static final int RESAMPLES = 1000;
    private static final int MEASURES = Measure.values().length;

    private final Map<String, double[]> sums = new LinkedHashMap<>(); // of each measure, then the number of rankings
    private int size;

    public void add(String user, Placement placement) {
        double[] own = sums.computeIfAbsent(user, id -> new double[MEASURES + 1]);
        for (Measure measure : Measure.values()) {
            own[measure.ordinal()] += measure.of(placement);
        }
        own[MEASURES]++;
        size++;
    }

    /** @return number of rankings */
    public int size() {
        return size;
    }

    /** @return means over the rankings; intervals by bootstrap over users with a fixed seed, so that they can be reproduced */
    public Map<Measure, Estimate> estimates() {
        return estimates(sums.values());
    }

    /**
     * By how much these rankings are better than others of the same predictions.
     *
     * @return means of the differences; intervals by the same bootstrap over users, both sides drawn together
     * @throws IllegalArgumentException if the two are not about the same users, each as often
     */
    public Map<Measure, Estimate> minus(Tally other) {
        if (size != other.size || !sums.keySet().equals(other.sums.keySet())) {
            throw new IllegalArgumentException("Only rankings of the same predictions can be compared in pairs");
        }
        var differences = new ArrayList<double[]>();
        sums.forEach((user, own) -> differences.add(difference(own, other.sums.getOrDefault(user, own))));
        return estimates(differences);
    }

    private static double[] difference(double[] own, double[] other) {
        double[] difference = own.clone();
        for (int measure = 0; measure < MEASURES; measure++) {
            difference[measure] -= other[measure];
        }
        return difference; // the number of rankings stays
    }

    private Map<Measure, Estimate> estimates(Collection<double[]> sumsByUser) {
        double[][] users = sumsByUser.toArray(double[][]::new);
        var resampled = new double[MEASURES][RESAMPLES];
        var random = new SplittableRandom(1);
        for (int round = 0; round < RESAMPLES && users.length > 0; round++) {
            var total = new double[MEASURES + 1];
            for (int i = 0; i < users.length; i++) {
                add(users[random.nextInt(users.length)], total);
            }
            for (int measure = 0; measure < MEASURES; measure++) {
                resampled[measure][round] = total[measure] / total[MEASURES];
            }
        }
        var total = new double[MEASURES + 1];
        sumsByUser.forEach(own -> add(own, total));
        var estimates = new EnumMap<Measure, Estimate>(Measure.class);
        for (Measure measure : Measure.values()) {
            double[] sorted = resampled[measure.ordinal()];
            Arrays.sort(sorted);
            double mean = size == 0 ? 0 : total[measure.ordinal()] / size;
            estimates.put(measure, new Estimate(mean, sorted[RESAMPLES / 40], sorted[RESAMPLES - 1 - RESAMPLES / 40]));
        }
        return estimates;
    }

    private static void add(double[] own, double[] total) {
        for (int i = 0; i < total.length; i++) {
            total[i] += own[i];
        }
    }
}
