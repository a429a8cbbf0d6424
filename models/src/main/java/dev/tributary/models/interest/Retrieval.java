package dev.tributary.models.interest;

import dev.tributary.models.vector.QuantizedVector;
import dev.tributary.models.vector.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One search of one scenario's items for one user: proposes candidates from every source, then scores each with all signals. */
final class Retrieval {
    private final ScenarioIndex index;
    private final Interest interest;
    private final Ranker.Scorer scorer;
    private final SlotSignals signals;
    private final Proposals proposals;

    Retrieval(ScenarioIndex index, Interest interest, Ranker ranker) {
        this.index = index;
        this.interest = interest;
        this.scorer = ranker.in(interest.scenario(), interest.description());
        this.signals = new SlotSignals(index, interest);
        this.proposals = index.proposals;
        proposals.clear(index.end);
    }

    List<Candidate> best(int perSource, int limit) {
        proposeByText(perSource);
        proposeByNeighbors(perSource);
        proposeLeading(index.trending, perSource, Source.TREND);
        proposeLeading(index.newest, Math.max(1, perSource / 2), Source.NEW);
        signals.repeats().forEach(slot -> proposals.add(slot, Source.REPEAT));
        return scored(limit);
    }

    List<Candidate> among(List<String> itemIds, int limit) {
        for (String itemId : itemIds) {
            int slot = index.slot(ItemKey.of(itemId));
            if (slot >= 0 && signals.isShowable(slot)) {
                proposals.add(slot, Source.ASKED);
            }
        }
        return scored(limit);
    }

    private void proposeByText(int count) {
        @Nullable QuantizedVector query = searchVector();
        if (query == null || index.dimension == 0) {
            return;
        }
        var top = new TopSlots(count);
        float[] scores = index.dots(query);
        int slot = next(top, scores, 0);
        while (slot < index.end) {
            if (signals.isShowable(slot)) {
                top.add(slot, scores[slot]);
            }
            slot = next(top, scores, slot + 1);
        }
        propose(top, Source.TEXT);
    }

    /** @return the next slot that may be among the best, of a score above zero; most are not, and several a step are passed over */
    private int next(TopSlots top, float[] scores, int from) {
        return Vectors.firstAtLeast(Math.max(top.least(), Float.MIN_VALUE), scores, from, index.end);
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
        Neighbors neighbors = signals.neighbors();
        for (int i = 0; i < neighbors.size(); i++) {
            int slot = neighbors.slotAt(i);
            float score = neighbors.sumAt(i) * index.tamed[slot];
            if (top.wants(slot, score) && signals.isShowable(slot)) {
                top.add(slot, score);
            }
        }
        propose(top, Source.NEIGHBORS);
    }

    private void proposeLeading(Leaders leaders, int count, Source source) {
        var top = new TopSlots(count);
        leaders.find(top, signals::isShowable, index.end);
        propose(top, source);
    }

    private void propose(TopSlots top, Source source) {
        for (int slot : top.slots()) {
            proposals.add(slot, source);
        }
    }

    private List<Candidate> scored(int limit) {
        var scored = new Scored(proposals.slots(), limit);
        signals.each(scored.slots, scored.slots.length, scored);
        int[] kept = scored.top.slots();
        var best = new ArrayList<Candidate>(kept.length);
        for (int position : kept) {
            best.add(scored.candidate(position));
        }
        best.sort(Comparator.comparingDouble(Candidate::score).reversed().thenComparing(Candidate::itemId));
        return best;
    }

    /** What is known of each proposed slot: few become candidates, but to compute their signals again would cost more than to keep all. */
    private final class Scored implements SlotSignals.SlotVisitor {
        private final int[] slots;
        private final int[] nearest;
        private final float[] scores;
        private final float[] signals;
        /** Positions of the best. */
        private final TopSlots top;

        private int position;

        private Scored(int[] slots, int limit) {
            this.slots = slots;
            nearest = new int[slots.length];
            scores = new float[slots.length];
            signals = new float[slots.length * Signal.COUNT];
            top = new TopSlots(Math.min(limit, slots.length));
        }

        @Override
        public void visit(int slot, int nearestOfSlot, float[] values) {
            nearest[position] = nearestOfSlot;
            scores[position] = scorer.score(values);
            System.arraycopy(values, 0, signals, position * Signal.COUNT, Signal.COUNT);
            top.add(position, scores[position]);
            position++;
        }

        private Candidate candidate(int at) {
            int slot = slots[at];
            IndexedItem item = Objects.requireNonNull(index.items[slot]);
            return new Candidate(
                    item.itemId(),
                    item.title(),
                    scores[at],
                    Arrays.copyOfRange(signals, at * Signal.COUNT, (at + 1) * Signal.COUNT),
                    Source.names(proposals.sources(slot)),
                    nearest[at],
                    Retrieval.this.signals.strongestPredecessor(slot),
                    item.vector());
        }
    }
}
