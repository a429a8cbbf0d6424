package dev.tributary.replay.evaluate;

import dev.tributary.models.evaluation.Placement;
import dev.tributary.models.interest.Candidate;
import dev.tributary.models.interest.Interest;
import dev.tributary.models.interest.InterestModel;
import dev.tributary.models.interest.ItemKey;
import dev.tributary.models.vector.QuantizedVector;
import dev.tributary.replay.playback.Corpus;
import dev.tributary.replay.playback.SignalTable;
import dev.tributary.replay.playback.StreamState;
import dev.tributary.schemas.Behavior;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Test, then update: behaviors in time order; the first {@code warm} share only feeds the state, then each {@code every}-th is predicted before
 * it is fed. A prediction ranks all items of the behavior's scenario, without those the user already had where the scenario forbids repeats;
 * an item that the list cannot hold counts as a miss. The variants know no text profile; {@link ProfileTexts} says what one adds. For one thread.
 */
public final class Prequential {
    private static final int LIST = 10;
    private static final int PER_SOURCE = 100;

    private final List<Variant> variants;
    private final double warm;
    private final double end;
    private final int every;
    private final ProfileTexts texts;
    private final Scoreboard scoreboard = new Scoreboard();
    private final SignalTable table = new SignalTable();

    /**
     * @param variants rankers to compare, the model's own first
     * @param warm share of the behaviors that is not predicted
     * @param end share of the behaviors after which to stop, 1 for all
     * @param every predict only each n-th of the rest
     */
    public Prequential(List<Variant> variants, double warm, double end, int every) {
        this(variants, ProfileTexts.none(), warm, end, every);
    }

    /** @param texts of which each policy is one more variant, of the model's own ranker */
    public Prequential(List<Variant> variants, ProfileTexts texts, double warm, double end, int every) {
        if (every < 1 || !(warm >= 0 && warm < end && end <= 1)) {
            throw new IllegalArgumentException("every must be at least 1 and 0 <= warm < end <= 1, got every = " + every
                    + ", warm = " + warm + ", end = " + end);
        }
        this.variants = List.copyOf(variants);
        this.texts = texts;
        this.warm = warm;
        this.end = end;
        this.every = every;
    }

    /** @param progress told the percentage of behaviors passed */
    public Scoreboard run(Corpus corpus, InterestModel model, IntConsumer progress) {
        List<Behavior> behaviors = corpus.behaviors();
        var state = new StreamState(corpus, model.whitening());
        state.index().use(model.tower());
        int first = (int) (behaviors.size() * warm);
        int last = (int) (behaviors.size() * end);
        scoreboard.catalog(corpus);
        for (int i = 0; i < last; i++) {
            Behavior behavior = behaviors.get(i);
            if (i >= first && (i - first) % every == 0) {
                predict(state, behavior, model);
            }
            if (state.update(behavior)) {
                texts.update(behavior, state.profile(behavior.getUserId()));
            }
            progress.accept((int) (100L * (i + 1) / last));
        }
        scoreboard.costs(texts.costs());
        return scoreboard;
    }

    private void predict(StreamState state, Behavior behavior, InterestModel model) {
        String scenario = behavior.getScenario();
        @Nullable QuantizedVector description = state.description(scenario);
        Interest interest = state.before(behavior);
        table.fill(state.index(), interest, ItemKey.of(behavior.getItemId()));
        List<String> groups = groups(state, behavior);
        for (Variant variant : variants) {
            Placement placement = table.place(variant.ranker().in(scenario, description));
            scoreboard.add(scenario, groups, variant.name(), behavior.getUserId(), placement);
        }
        texts.place(
                state,
                behavior,
                table,
                model,
                (variant, placement) -> scoreboard.add(scenario, groups, variant, behavior.getUserId(), placement));
        List<Candidate> list = state.index().best(interest, model.ranker(), PER_SOURCE, LIST);
        scoreboard.add(scenario, groups, Variant.STREAM, behavior.getUserId(), place(behavior.getItemId(), list));
        scoreboard.list(scenario, list);
    }

    private static List<String> groups(StreamState state, Behavior behavior) {
        var groups = new ArrayList<String>(List.of(Scoreboard.ALL));
        if (state.profile(behavior.getUserId()).behaviors() < Scoreboard.COLD) {
            groups.add(Scoreboard.COLD_USERS);
        }
        if (state.visits(behavior.getItemId()) == 0) {
            groups.add(Scoreboard.COLD_ITEMS);
        }
        return groups;
    }

    private static Placement place(String itemId, List<Candidate> list) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).itemId().equals(itemId)) {
                return new Placement(i, 0);
            }
        }
        return Placement.ABSENT;
    }
}
