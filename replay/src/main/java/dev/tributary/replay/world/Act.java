package dev.tributary.replay.world;

import java.util.List;
import java.util.Map;

/**
 * What people do to items of one kind, and how often.
 *
 * @param taking whether the user has the item from then on
 * @param weight how often, against the other acts of the kind
 */
record Act(String action, boolean taking, double weight) {
    private static final Act VIEW = new Act("view", false, 50);
    private static final Act SAVE = new Act("save", false, 10);
    private static final Act LIKE = new Act("like", false, 15);
    private static final Act SEARCH = new Act("search", false, 6);

    /** Of something the user has, so it is not drawn like the others. */
    static final Act REVIEW = new Act("review", false, 0);

    static final Map<String, List<Act>> BY_KIND = Map.of(
            "product", List.of(VIEW, SAVE, SEARCH, new Act("purchase", true, 18)),
            "consumable", List.of(VIEW, SEARCH, new Act("purchase", true, 40)),
            "person", List.of(VIEW, LIKE, SEARCH, new Act("follow", true, 25)),
            "group", List.of(VIEW, LIKE, SEARCH, new Act("join", true, 20)),
            "article", List.of(LIKE, SAVE, SEARCH, new Act("read", true, 60)),
            "video", List.of(LIKE, SAVE, SEARCH, new Act("watch", true, 60)),
            "trip", List.of(VIEW, SAVE, SEARCH, new Act("book", true, 12)),
            "stay", List.of(VIEW, SAVE, SEARCH, new Act("book", true, 14)));

    static Act draw(String kind, Lots lots) {
        List<Act> acts = BY_KIND.getOrDefault(kind, List.of(VIEW));
        double[] weights = acts.stream().mapToDouble(Act::weight).toArray();
        return acts.get(lots.weighted(weights, weights.length));
    }
}
