package dev.tributary.models.evaluation;

/**
 * Where the item that was taken stood in a ranking. Items of equal score are in random order; every measure is its mean over those orders,
 * so a ranker that scores all alike gains nothing from the order of the catalog.
 *
 * @param better number of items with a higher score
 * @param ties number of other items with the same score
 */
public record Placement(int better, int ties) {
    /** The list could not hold the item: every measure is 0. */
    public static final Placement ABSENT = new Placement(Integer.MAX_VALUE / 2, 0);

    /** @return probability of being among the first {@code k} */
    public double hitRate(int k) {
        return Math.min(1, Math.max(0, k - better) / (ties + 1.0));
    }

    /** @return discounted gain among the first {@code k}: 1 / log2(1 + rank), or 0 beyond; with one right item this is NDCG */
    public double ndcg(int k) {
        double sum = 0;
        for (int rank = better + 1; rank <= Math.min(k, better + ties + 1); rank++) {
            sum += 1 / (Math.log(rank + 1) / Math.log(2));
        }
        return sum / (ties + 1);
    }

    public double reciprocalRank() {
        if (better == ABSENT.better) {
            return 0;
        }
        double sum = 0;
        for (int rank = better + 1; rank <= better + ties + 1; rank++) {
            sum += 1.0 / rank;
        }
        return sum / (ties + 1);
    }
}
