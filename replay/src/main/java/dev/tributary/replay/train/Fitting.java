package dev.tributary.replay.train;

import dev.tributary.models.interest.MlpWeights;
import dev.tributary.models.interest.Signal;
import dev.tributary.models.training.Trainer;
import dev.tributary.models.training.TrainerSettings;
import dev.tributary.models.training.TrainingList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Fits the networks of rankers: first to find when to stop, then once more on all lists. For one thread. */
final class Fitting {
    private final Trainer trainer;
    private final Training.Listener listener;

    Fitting(Trainer trainer, Training.Listener listener) {
        this.trainer = trainer;
        this.listener = listener;
    }

    /**
     * The networks of one ranker.
     *
     * @param stopped of each, the fit that does not know the validation lists
     * @param last of each, what learned from all lists
     * @param trial null if the plan left no choice
     */
    record Fitted(
            List<Trainer.Fit> stopped,
            List<MlpWeights> last,
            @Nullable TowerTrial trial) {
        List<Integer> epochs() {
            return stopped.stream().map(Trainer.Fit::epochs).toList();
        }

        boolean usesTower() {
            return last.get(0).usesTower();
        }
    }

    /** With the tower's signal or without, as the plan says; a tower that is to be kept only if it helps is tried first. */
    Fitted fit(TrainingPlan plan, String task, List<TrainingList> training, List<TrainingList> validation) {
        TrainerSettings with =
                plan.trainer().withSignals(Signal.with(plan.trainer().signals(), Signal.TOWER));
        TrainerSettings without = plan.trainer();
        if (plan.tower() != TowerUse.AUTO) {
            return fit(plan, plan.tower() == TowerUse.ON ? with : without, task, training, validation, List.of(), null);
        }
        List<Trainer.Fit> high = stopped(plan, with, TowerTrial.NETWORKS, task + " with a tower", training, validation);
        List<Trainer.Fit> low =
                stopped(plan, without, TowerTrial.NETWORKS, task + " without a tower", training, validation);
        var trial = TowerTrial.of(high, low);
        return trial.isWon()
                ? fit(plan, with, task, training, validation, high, trial)
                : fit(plan, without, task, training, validation, low, trial);
    }

    /** @return fits that do not know the validation lists, of networks of the plan's seeds */
    private List<Trainer.Fit> stopped(
            TrainingPlan plan,
            TrainerSettings settings,
            int networks,
            String task,
            List<TrainingList> training,
            List<TrainingList> validation) {
        return IntStream.range(0, networks)
                .mapToObj(i -> once(task, settings.withSeed(plan.seed(i)), training, validation))
                .toList();
    }

    private Fitted fit(
            TrainingPlan plan,
            TrainerSettings settings,
            String task,
            List<TrainingList> training,
            List<TrainingList> validation,
            List<Trainer.Fit> tried,
            @Nullable TowerTrial trial) {
        var all = new ArrayList<>(training);
        all.addAll(validation);
        List<Trainer.Fit> stopped = tried.size() >= plan.networks()
                ? tried.subList(0, plan.networks())
                : stopped(plan, settings, plan.networks(), task, training, validation);
        var last = new ArrayList<MlpWeights>();
        for (int i = 0; i < plan.networks(); i++) {
            TrainerSettings own =
                    settings.withSeed(plan.seed(i)).withEpochs(stopped.get(i).epochs());
            last.add(
                    validation.isEmpty()
                            ? stopped.get(i).weights()
                            : once(task + " from all", own, all, List.of()).weights());
        }
        return new Fitted(stopped, last, trial);
    }

    Trainer.Fit once(String task, TrainerSettings settings, List<TrainingList> lists, List<TrainingList> validation) {
        return trainer.fit(settings, lists, validation, steps(task, settings.epochs(), lists.size()));
    }

    /** @param size of an epoch */
    private Trainer.Listener steps(String task, int epochs, int size) {
        return (epoch, done, loss) -> {
            long passed = (long) (epoch - 1) * size + done;
            listener.progress(
                    task, (int) (100 * passed / ((long) epochs * size)), String.format(Locale.ROOT, "loss %.3f", loss));
        };
    }
}
