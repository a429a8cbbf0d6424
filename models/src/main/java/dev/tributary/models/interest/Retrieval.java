package dev.tributary.models.interest;

import dev.tributary.models.vector.QuantizedVector;
import dev.tributary.models.vector.Vectors;
import it.unimi.dsi.fastutil.ints.Int2DoubleOpenHashMap;
import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One search of one scenario's items for one user: proposes candidates from every source, then scores each with all signals. */
final class Retrieval {
    /** Exponent that tames popular candidates in co-visitation. */
    private static final double VISITS_EXPONENT = 0.3;

    private static final double NEWNESS_DAYS = 30;

    private final ScenarioIndex index;
    private final Interest interest;
    private final Ranker.Scorer scorer;
    private final Int2DoubleOpenHashMap neighbors = new Int2DoubleOpenHashMap();
    private final Int2DoubleOpenHashMap neighborsInScenario = new Int2DoubleOpenHashMap();
    private final Int2DoubleOpenHashMap repeats = new Int2DoubleOpenHashMap();
    private final Int2IntOpenHashMap sources = new Int2IntOpenHashMap();

    Retrieval(ScenarioIndex index, Interest interest, Ranker ranker) {
        this.index = index;
        this.interest = interest;
        this.scorer = ranker.in(interest.scenario(), interest.description());
        followTrail();
    }

    List<Candidate> best(int perSource, int limit) {
        proposeByText(perSource);
        proposeByNeighbors(perSource);
        proposeTrending(perSource);
        proposeNew(Math.max(1, perSource / 4));
        repeats.keySet().forEach(slot -> propose(slot, Source.REPEAT));
        return scored(limit);
    }

    List<Candidate> among(List<String> itemIds, int limit) {
        for (String itemId : itemIds) {
            int slot = index.slot(ItemKey.of(itemId));
            if (slot >= 0 && isShowable(slot)) {
                propose(slot, Source.ASKED);
            }
        }
        return scored(limit);
    }

    void all(ItemIndex.SignalVisitor visitor) {
        var signals = new float[Signal.COUNT];
        for (int slot = 0; slot < index.end; slot++) {
            if (isShowable(slot)) {
                signals(slot, signals);
                visitor.visit(index.keys[slot], signals);
            }
        }
    }

    private void followTrail() {
        for (int i = 0; i < interest.trail().length; i++) {
            float weight = interest.trailWeights()[i];
            boolean inScenario = interest.trailInScenario()[i];
            for (var follower : index.links.after(interest.trail()[i]).int2DoubleEntrySet()) {
                double added = weight * follower.getDoubleValue();
                neighbors.addTo(follower.getIntKey(), added);
                if (inScenario) {
                    neighborsInScenario.addTo(follower.getIntKey(), added);
                }
            }
            int own = index.slot(interest.trail()[i]);
            if (own >= 0 && isShowable(own)) {
                repeats.addTo(own, interest.trailVisits()[i]);
            }
        }
    }

    private void proposeByText(int count) {
        @Nullable QuantizedVector query = searchVector();
        if (query == null || index.dimension == 0) {
            return;
        }
        var top = new TopSlots(count);
        byte[] values = query.values();
        for (int slot = 0; slot < index.end; slot++) {
            float score = index.scales[slot]
                    * QuantizedVector.dot(values, index.vectors, slot * index.dimension, index.dimension);
            if (score > 0 && top.wants(score) && isShowable(slot)) {
                top.add(slot, score);
            }
        }
        propose(top, Source.TEXT);
    }

    /** One vector for the scan: every view of the user's taste has its say, the description only where nothing else is known. */
    private @Nullable QuantizedVector searchVector() {
        float[] sum = new float[index.dimension];
        boolean known = add(interest.mean(), sum, 1)
                | add(interest.scenarioMean(), sum, 1)
                | add(interest.profile(), sum, 0.5f);
        known |= add(interest.description(), sum, known ? 0.1f : 1);
        return known ? QuantizedVector.of(Vectors.normalize(sum)) : null;
    }

    private static boolean add(@Nullable QuantizedVector vector, float[] sum, float weight) {
        if (vector == null || sum.length == 0) {
            return false;
        }
        vector.addTo(sum, weight);
        return true;
    }

    private void proposeByNeighbors(int count) {
        var top = new TopSlots(count);
        for (var entry : neighbors.int2DoubleEntrySet()) {
            int slot = entry.getIntKey();
            float score = (float) (entry.getDoubleValue() * tamed(slot));
            if (top.wants(score) && isShowable(slot)) {
                top.add(slot, score);
            }
        }
        propose(top, Source.NEIGHBORS);
    }

    private float tamed(int slot) {
        return (float) Math.pow(Math.max(1, index.counts[slot].all()), -VISITS_EXPONENT);
    }

    private void proposeTrending(int count) {
        var top = new TopSlots(count);
        for (int slot = 0; slot < index.end; slot++) {
            float trend = (float) index.trends[slot];
            if (trend != Float.NEGATIVE_INFINITY && top.wants(trend) && isShowable(slot)) {
                top.add(slot, trend);
            }
        }
        propose(top, Source.TREND);
    }

    private void proposeNew(int count) {
        var top = new TopSlots(count);
        for (int slot = 0; slot < index.end; slot++) {
            float seconds = index.publishedAt[slot] / 1000f;
            if (top.wants(seconds) && isShowable(slot)) {
                top.add(slot, seconds);
            }
        }
        propose(top, Source.NEW);
    }

    private boolean isShowable(int slot) {
        @Nullable IndexedItem item = index.items[slot];
        return item != null
                && item.expiresAt() > interest.at()
                && Arrays.binarySearch(interest.hidden(), index.keys[slot]) < 0;
    }

    private void propose(TopSlots top, Source source) {
        for (int i = 0; i < top.size(); i++) {
            propose(top.slot(i), source);
        }
    }

    private void propose(int slot, Source source) {
        sources.put(slot, sources.get(slot) | source.bit());
    }

    private List<Candidate> scored(int limit) {
        var top = new TopSlots(Math.min(limit, sources.size()));
        var signals = new float[Signal.COUNT];
        for (int slot : sources.keySet()) {
            signals(slot, signals);
            top.add(slot, scorer.score(signals));
        }
        var best = new ArrayList<Candidate>(top.size());
        for (int i = 0; i < top.size(); i++) {
            best.add(candidate(top.slot(i)));
        }
        best.sort(Comparator.comparingDouble(Candidate::score).reversed().thenComparing(Candidate::itemId));
        return best;
    }

    /** @return position of the recent behavior nearest in text, or -1 */
    private int signals(int slot, float[] signals) {
        Arrays.fill(signals, 0);
        int nearest = -1;
        if (index.hasVector(slot)) {
            signals[Signal.TEXT_LAST.ordinal()] = cosine(interest.last(), slot);
            signals[Signal.TEXT_MEAN.ordinal()] = cosine(interest.mean(), slot);
            signals[Signal.TEXT_SCENARIO.ordinal()] = cosine(interest.scenarioMean(), slot);
            signals[Signal.TEXT_PROFILE.ordinal()] = cosine(interest.profile(), slot);
            signals[Signal.TEXT_DESCRIPTION.ordinal()] = cosine(interest.description(), slot);
            nearest = nearestRecent(slot, signals);
        }
        float tamed = tamed(slot);
        signals[Signal.NEIGHBORS.ordinal()] = (float) (neighbors.get(slot) * tamed);
        signals[Signal.NEIGHBORS_SCENARIO.ordinal()] = (float) (neighborsInScenario.get(slot) * tamed);
        index.counts[slot].signals(interest.at(), signals);
        double age = Math.max(0, interest.at() - index.publishedAt[slot]) / ItemCounts.DAY_MS;
        signals[Signal.NEWNESS.ordinal()] = (float) Math.exp(-age / NEWNESS_DAYS);
        signals[Signal.REPEAT.ordinal()] = (float) repeats.get(slot);
        return nearest;
    }

    private float cosine(@Nullable QuantizedVector vector, int slot) {
        return vector == null ? 0 : index.dot(vector, slot);
    }

    /** Writes the largest cosine with a recent behavior, and says which one it is. */
    private int nearestRecent(int slot, float[] signals) {
        int nearest = -1;
        float largest = 0;
        for (int i = 0; i < interest.recent().size(); i++) {
            float cosine = cosine(interest.recent().get(i).vector(), slot);
            if (cosine > largest) {
                largest = cosine;
                nearest = i;
            }
        }
        signals[Signal.TEXT_MAX.ordinal()] = largest;
        return nearest;
    }

    private int strongestPredecessor(int slot) {
        int strongest = -1;
        float largest = 0;
        for (int i = 0; i < interest.trail().length; i++) {
            float added = interest.trailWeights()[i] * index.links.count(slot, interest.trail()[i]);
            if (added > largest) {
                largest = added;
                strongest = i;
            }
        }
        return strongest;
    }

    private Candidate candidate(int slot) {
        IndexedItem item = Objects.requireNonNull(index.items[slot]);
        var signals = new float[Signal.COUNT];
        int nearest = signals(slot, signals);
        return new Candidate(
                item.itemId(),
                item.title(),
                scorer.score(signals),
                signals,
                Source.names(sources.get(slot)),
                nearest,
                strongestPredecessor(slot),
                item.vector());
    }
}
