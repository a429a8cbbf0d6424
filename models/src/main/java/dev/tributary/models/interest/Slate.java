package dev.tributary.models.interest;

import java.util.ArrayList;
import java.util.List;

/** Orders candidates into the list that is shown. */
public final class Slate {
    private Slate() {}

    /**
     * Maximal marginal relevance (Carbonell and Goldstein, 1998): takes the item of highest {@code score - diversity * s} next, with s the
     * largest cosine of its text to an item already taken.
     *
     * @param candidates best first
     * @param diversity in units of the score; 0 keeps the order
     */
    public static List<Candidate> of(List<Candidate> candidates, int length, float diversity) {
        if (diversity == 0) {
            return candidates.subList(0, Math.min(length, candidates.size()));
        }
        var open = new ArrayList<>(candidates);
        var similarity = new ArrayList<Float>(open.size());
        open.forEach(candidate -> similarity.add(0f));
        var slate = new ArrayList<Candidate>(length);
        while (slate.size() < length && !open.isEmpty()) {
            int next = 0;
            float best = Float.NEGATIVE_INFINITY;
            for (int i = 0; i < open.size(); i++) {
                float value = open.get(i).score() - diversity * similarity.get(i);
                if (value > best) {
                    best = value;
                    next = i;
                }
            }
            Candidate taken = open.remove(next);
            similarity.remove(next);
            slate.add(taken);
            for (int i = 0; i < open.size(); i++) {
                similarity.set(i, Math.max(similarity.get(i), cosine(taken, open.get(i))));
            }
        }
        return slate;
    }

    private static float cosine(Candidate a, Candidate b) {
        return a.vector() == null || b.vector() == null ? 0 : a.vector().dot(b.vector());
    }
}
