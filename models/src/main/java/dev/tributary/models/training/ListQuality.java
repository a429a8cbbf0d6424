package dev.tributary.models.training;

/**
 * How high the chosen items stand in some lists: estimates of the figures over the whole catalog, since each row counts for the items it stands
 * for. Ties count against the chosen item.
 */
public record ListQuality(int lists, double hr10, double ndcg10) {
    static final ListQuality NONE = new ListQuality(0, 0, -1);

    /** Adds up. For one thread. */
    static final class Sum {
        private int lists;
        private double hits;
        private double gains;

        /** @param from where the list's scores begin */
        void add(TrainingList list, float[] scores, int from) {
            double rank = 1;
            for (int row = 1; row < list.size(); row++) {
                rank += scores[from + row] < scores[from]
                        ? 0
                        : list.weights()[row]; // what is no number counts against it
            }
            lists++;
            if (rank <= 10) {
                hits++;
                gains += Math.log(2) / Math.log(1 + rank);
            }
        }

        ListQuality get() {
            return lists == 0 ? NONE : new ListQuality(lists, hits / lists, gains / lists);
        }
    }
}
