package dev.tributary.replay.train;

import dev.tributary.models.interest.Interest;
import dev.tributary.models.interest.MlpRanker;
import dev.tributary.models.interest.Signal;
import dev.tributary.models.interest.Tower;
import dev.tributary.models.training.Trainer;
import dev.tributary.models.training.TrainingList;
import dev.tributary.models.vector.QuantizedVector;
import dev.tributary.models.vector.Whitening;
import dev.tributary.replay.evaluate.LeaveOneOut;
import dev.tributary.replay.playback.Corpus;
import dev.tributary.replay.playback.HeldOut;
import dev.tributary.replay.playback.LastBehaviors;
import dev.tributary.replay.playback.Negatives;
import dev.tributary.schemas.Behavior;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Learns a ranker for leave-one-out, from the same questions one step earlier. The corpus given here lacks each user's last behavior. Its own
 * last behaviors, asked with a state that holds none of them, are the validation; then they are removed and the ones before them are asked, and so
 * on, {@value #STEPS} times. So a list's chosen item is never part of the state its signals come from, just as at the test, and no
 * behavior of the test is in a state, a list or a count. For one thread.
 */
public final class LeaveOneOutTraining {
    /** How many behaviors of each user become lists, the one for validation included. */
    static final int STEPS = 4;
    /** Random items of a list; together they stand for those of the test. */
    static final int NEGATIVES = 200;

    private final Corpus corpus;
    private final Whitening whitening;
    private final boolean clock;
    private final Training.Listener listener;
    private final TrainedTowers towers;

    private LeaveOneOutTraining(Corpus corpus, Whitening whitening, boolean clock, Training.Listener listener) {
        this.corpus = corpus;
        this.whitening = whitening;
        this.clock = clock;
        this.listener = listener;
        this.towers = new TrainedTowers(corpus, whitening, listener);
    }

    /**
     * @param corpus without the behaviors that are to be predicted, see {@link LastBehaviors#removed}
     * @param plans alike in signals, number of lists and use of a tower; they say nothing else of what is learned from
     * @return one result a plan
     */
    public static List<Training.Result> of(
            Corpus corpus, Whitening whitening, List<TrainingPlan> plans, Training.Listener listener) {
        if (plans.stream().anyMatch(plan -> !plan.without().isEmpty())) {
            throw new IllegalArgumentException(
                    "Leave-one-out asks for a behavior of every user, so no scenario can be left out of the training");
        }
        boolean clock = plans.get(0).trainer().signals().stream().anyMatch(Signal.TIME::contains);
        return new LeaveOneOutTraining(corpus, whitening, clock, listener).run(plans);
    }

    private List<Training.Result> run(List<TrainingPlan> wanted) {
        @Nullable Tower first = wanted.get(0).tower() == TowerUse.OFF ? null : tower(0);
        List<TrainingPlan> plans =
                wanted.stream().map(plan -> plan.givenTower(first != null)).toList();
        int most = Math.max(1, plans.get(0).lists() / STEPS);
        var training = new ArrayList<TrainingList>();
        List<TrainingList> validation = log(0, most, first);
        for (int step = 1; step < STEPS; step++) {
            training.addAll(log(step, most, first == null ? null : tower(step)));
        }
        Map<String, QuantizedVector> descriptions = corpus.descriptions(whitening);
        var trainer = new Trainer(
                List.copyOf(descriptions.keySet()),
                descriptions.values().stream().map(QuantizedVector::toFloats).toArray(float[][]::new));
        var fitting = new Fitting(trainer, listener);
        List<Fitting.Fitted> fitted = plans.stream()
                .map(plan -> fitting.fit(plan, "Learning " + plan.name(), training, validation))
                .toList();
        @Nullable
        Tower tower = fitted.stream().anyMatch(Fitting.Fitted::usesTower)
                ? towers.of(corpus.behaviors(), "Learning the last tower")
                : null;
        return fitted.stream()
                .map(one -> result(one, training.size() + validation.size(), tower))
                .toList();
    }

    private static Training.Result result(Fitting.Fitted fitted, int lists, @Nullable Tower tower) {
        return new Training.Result(
                new MlpRanker(fitted.last(), Map.of(), "mlp"),
                lists,
                fitted.epochs(),
                fitted.stopped().get(0).validation(),
                fitted.usesTower() ? tower : null,
                fitted.trial());
    }

    /** @return one that knows what the state of a step knows; null if there is nothing to learn from */
    private @Nullable Tower tower(int step) {
        return towers.of(LastBehaviors.removed(corpus, step + 1).behaviors(), "Learning the tower, step " + (step + 1));
    }

    private List<TrainingList> log(int step, int most, @Nullable Tower tower) {
        Corpus known = LastBehaviors.removed(corpus, step);
        var heldOut = new HeldOut(known, whitening, clock);
        heldOut.state().index().use(tower);
        var negatives = new Negatives(corpus);
        List<Behavior> questions = heldOut.questions();
        int every = Math.max(1, (questions.size() + most - 1) / most);
        var lists = new ArrayList<TrainingList>();
        for (int i = 0; i < questions.size(); i += every) {
            Behavior question = questions.get(i);
            long[] drawn = negatives.draw(question.getUserId(), question.getScenario(), NEGATIVES, 100 + step);
            list(question, heldOut, drawn).ifPresent(lists::add);
            listener.progress(
                    "Logging lists, step " + (step + 1), (int) (100L * (i + every) / (questions.size() + every)), "");
        }
        return lists;
    }

    private Optional<TrainingList> list(Behavior question, HeldOut heldOut, long[] drawn) {
        var items = new long[drawn.length + 1];
        items[0] = HeldOut.answer(question);
        System.arraycopy(drawn, 0, items, 1, drawn.length);
        var rows = new Rows(items.length);
        Interest interest = heldOut.interest(question);
        heldOut.signals(question, interest, items, rows::add);
        return rows.first == items[0] && rows.size > 1
                ? Optional.of(rows.list(number(question.getScenario())))
                : Optional.empty();
    }

    /** Rows of one list as they come. */
    private static final class Rows {
        private final float[] signals;
        private int size;
        private long first;

        Rows(int most) {
            signals = new float[most * Signal.COUNT];
        }

        void add(long key, float[] row) {
            first = size == 0 ? key : first;
            System.arraycopy(row, 0, signals, size * Signal.COUNT, Signal.COUNT);
            size++;
        }

        TrainingList list(int scenario) {
            var weights = new float[size];
            Arrays.fill(weights, (float) LeaveOneOut.NEGATIVES / (size - 1));
            weights[0] = 1;
            return new TrainingList(scenario, Arrays.copyOf(signals, size * Signal.COUNT), weights);
        }
    }

    private int number(String scenario) {
        for (int i = 0; i < corpus.scenarios().size(); i++) {
            if (corpus.scenarios().get(i).id().equals(scenario)) {
                return i;
            }
        }
        return 0;
    }
}
