package dev.tributary.replay.train;

import dev.tributary.models.interest.Tower;
import dev.tributary.models.training.Sequences;
import dev.tributary.models.training.TowerSettings;
import dev.tributary.models.training.TowerTrainer;
import dev.tributary.models.vector.Whitening;
import dev.tributary.replay.playback.Corpus;
import dev.tributary.schemas.Behavior;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Trains towers on some of a corpus's behaviors, with one seed whatever those of the rankers are. For one thread. */
final class TrainedTowers {
    /** How many take turns while lists are logged in time order. */
    private static final int TURNS = 3;

    private final Corpus corpus;
    private final Whitening whitening;
    private final Training.Listener listener;
    private final TowerSettings settings = TowerSettings.defaults();

    TrainedTowers(Corpus corpus, Whitening whitening, Training.Listener listener) {
        this.corpus = corpus;
        this.whitening = whitening;
        this.listener = listener;
    }

    /**
     * A tower that knows nothing of a behavior nor of later ones.
     *
     * @param from the first behavior that it does not know
     * @param tower null if there was nothing to learn from
     */
    record Turn(int from, @Nullable Tower tower) {}

    /**
     * Towers that take turns while lists are logged: each is trained on all that came before its turn, and grows old in it as the last one does in use.
     *
     * @param without scenarios whose behaviors they do not learn from
     */
    List<Turn> turns(double until, Set<String> without) {
        int end = (int) (corpus.behaviors().size() * until);
        int from = (int) (end * TrainingPlan.WARM);
        var turns = new ArrayList<Turn>();
        for (int turn = 0; turn < TURNS; turn++) {
            int at = from + (int) ((long) (end - from) * turn / TURNS);
            List<Behavior> known = known(at, without);
            turns.add(new Turn(at, of(known, String.format("Learning tower %d of %d", turn + 1, TURNS + 1))));
        }
        return turns;
    }

    /** @return one that knows all that may be learned from; null if that is nothing */
    @Nullable
    Tower last(double until, Set<String> without) {
        int end = (int) (corpus.behaviors().size() * until);
        return of(known(end, without), String.format("Learning tower %d of %d", TURNS + 1, TURNS + 1));
    }

    private List<Behavior> known(int end, Set<String> without) {
        return corpus.behaviors().subList(0, end).stream()
                .filter(behavior -> !without.contains(behavior.getScenario()))
                .toList();
    }

    /** @return null if no user took two items */
    @Nullable
    Tower of(List<Behavior> behaviors, String task) {
        Sequences sequences = Histories.of(corpus, whitening, behaviors);
        if (!sequences.haveChoices()) {
            return null;
        }
        int all = settings.epochs();
        return new TowerTrainer(settings).fit(sequences, (epoch, share, loss) -> {
            double passed = (epoch - 1 + share) / all;
            listener.progress(task, (int) (100 * passed), String.format(Locale.ROOT, "loss %.3f", loss));
        });
    }
}
