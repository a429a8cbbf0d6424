package dev.tributary.replay.train;

import dev.tributary.models.training.TrainerSettings;
import java.util.Locale;
import java.util.Set;

/**
 * What of a data set is learned from, and how.
 *
 * @param until share of the behaviors, in time order, that may be used at all; the rest is for evaluation
 * @param lists most training lists; more behaviors are thinned out evenly
 * @param networks how many, of different seeds, whose scores are averaged
 * @param trainer its signals are those without a tower
 * @param without scenarios whose behaviors make no lists, though the state takes them in: to see how a scenario does that nobody trained on; a
 *     tower does not take them in
 * @param tower whether the model has one
 */
public record TrainingPlan(
        TrainerSettings trainer, double until, int lists, int networks, Set<String> without, TowerUse tower) {
    /** As many as are learned from in some minutes. */
    public static final int LISTS = 20_000;

    public static final int NETWORKS = 1;

    /** The first behaviors only fill the state: what is learned there would not fit a state that is full. */
    static final double WARM = 0.35;
    /** Share of what may be used, at its end, that says when to stop. */
    static final double VALIDATION = 0.1;

    /** @return for example {@code text-1} or {@code one_hot-2-without-food} */
    public String name() {
        String name = trainer.condition().name().toLowerCase(Locale.ROOT) + "-" + trainer.seed();
        return without.isEmpty()
                ? name
                : name + "-without-"
                        + String.join("-", without.stream().sorted().toList());
    }

    /**
     * @param there whether there was anything for a tower to learn from
     * @return the plan that can be followed
     * @throws IllegalArgumentException if there was not though it wants one
     */
    TrainingPlan givenTower(boolean there) {
        if (!there && tower == TowerUse.ON) {
            throw new IllegalArgumentException(
                    "There is nothing for a tower to learn from: no user took two items. Train with --tower off.");
        }
        return there ? this : new TrainingPlan(trainer, until, lists, networks, without, TowerUse.OFF);
    }

    /** @return the seed of one of the networks, from 0 */
    long seed(int network) {
        return trainer.seed() + 1000L * network;
    }

    public TrainingPlan {
        if (!(until > 0 && until <= 1)) {
            throw new IllegalArgumentException(
                    "The share of behaviors to use must be above 0 and at most 1, got " + until);
        }
        if (lists < 1) {
            throw new IllegalArgumentException("At least 1 training list is needed, got " + lists);
        }
        if (networks < 1) {
            throw new IllegalArgumentException("At least 1 network is needed, got " + networks);
        }
    }
}
