package dev.tributary.replay.playback;

import dev.tributary.models.interest.Interest;
import dev.tributary.models.interest.ItemIndex;
import dev.tributary.models.interest.ItemKey;
import dev.tributary.models.interest.Signal;
import dev.tributary.models.vector.Whitening;
import dev.tributary.schemas.Behavior;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Leave-one-out over a data set: the last behavior of each user is a question, and the state holds all other behaviors. No question is part of
 * the state, so neither its item's popularity nor any link of it is known, not even to the questions of other users.
 *
 * <p>The state knows all of the rest, also what happened after the question: that is how this protocol is published. So signals that need a
 * clock are either all 0, or popularity comes from a count of its own, of what happened strictly before the question's time, the questions of
 * other users among it. For one thread.
 */
public final class HeldOut {
    private final List<Behavior> questions;
    private final StreamState state;
    private final @Nullable EarlierVisits earlier;

    /** @param clock whether signals that need a clock are used */
    public HeldOut(Corpus corpus, Whitening whitening, boolean clock) {
        questions = LastBehaviors.of(corpus);
        state = new StreamState(corpus, whitening);
        LastBehaviors.removed(corpus, 1).behaviors().forEach(state::update);
        earlier = clock ? new EarlierVisits(corpus) : null;
    }

    /** @return the last behaviors, in time order; they are to be asked in this order */
    public List<Behavior> questions() {
        return questions;
    }

    public StreamState state() {
        return state;
    }

    /** @return what is known of the question's user, for a list of its scenario */
    public Interest interest(Behavior question) {
        return state.before(question);
    }

    /**
     * Computes the signals of some items at the moment of a question.
     *
     * @param items keys of items of the question's scenario; those that may not be shown are passed over
     */
    public void signals(Behavior question, Interest interest, long[] items, ItemIndex.SignalVisitor visitor) {
        if (earlier != null) {
            earlier.advance(question.getOccurredAt().toEpochMilli());
        }
        state.index().signals(interest, items, (key, signals) -> {
            if (earlier == null) {
                Signal.TIME.forEach(signal -> signals[signal.ordinal()] = 0);
            } else {
                earlier.write(key, signals);
            }
            visitor.visit(key, signals);
        });
    }

    /** @return whether nobody visited the item, as far as the state knows */
    public boolean isCold(String itemId) {
        return state.visits(itemId) == 0;
    }

    /** @return the key of the item that was taken */
    public static long answer(Behavior question) {
        return ItemKey.of(question.getItemId());
    }
}
