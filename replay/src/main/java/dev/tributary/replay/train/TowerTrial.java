package dev.tributary.replay.train;

import dev.tributary.models.training.Trainer;
import java.util.List;

/**
 * What lists that were not learned from say of rankers with a tower and of rankers without, alike in all else.
 *
 * @param with mean NDCG@10 of those with a tower
 * @param without mean NDCG@10 of the others
 * @param lists how many these are means over
 */
public record TowerTrial(double with, double without, int lists) {
    /** Networks on each side, for those of different seeds differ by a percent or two. */
    static final int NETWORKS = 3;
    /**
     * By how much NDCG@10 must be higher for the tower to be kept: about twice the standard error of such a difference. A tower costs memory, and
     * time for each list, so it must be worth it.
     */
    static final double GAIN = 1.02;

    /** Of fewer lists nothing can be said. */
    static final int LISTS = 100;

    static TowerTrial of(List<Trainer.Fit> with, List<Trainer.Fit> without) {
        return new TowerTrial(
                mean(with), mean(without), with.get(0).validation().lists());
    }

    private static double mean(List<Trainer.Fit> fits) {
        return fits.stream()
                .mapToDouble(fit -> fit.validation().ndcg10())
                .average()
                .orElse(0);
    }

    public boolean isWon() {
        return lists >= LISTS && with > without * GAIN;
    }
}
