package dev.tributary.cli.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Times what a person did here. A list counts as the answer to a behavior if the behavior or a later one of the same person caused it: lists that
 * are asked for in quick succession are made once. Safe for use by many threads.
 */
final class Clicks {
    private static final int MOST_OPEN = 1_000;
    private static final long PATIENCE_NS = 60_000_000_000L;

    private final Newest<Click> open = new Newest<>(MOST_OPEN);
    private long sequence;

    /** @param answered scenario to true, once its list has come */
    private record Click(String event, String user, long order, long startedNs, Map<String, Boolean> answered) {}

    synchronized void began(String event, String user, long startedNs) {
        open.put(event, new Click(event, user, sequence++, startedNs, new HashMap<>()));
    }

    /** @return one result for each behavior that this is the first answer to in the scenario */
    synchronized List<Measured> answered(String cause, String user, String scenario, long nowNs) {
        Click last = open.get(cause);
        if (last == null || !last.user.equals(user)) {
            return List.of();
        }
        var results = new ArrayList<Measured>();
        for (Click click : open.values()) {
            if (click.user.equals(user)
                    && click.order <= last.order
                    && click.answered.put(scenario, true) == null
                    && nowNs - click.startedNs < PATIENCE_NS) {
                results.add(new Measured(click.event, scenario, (nowNs - click.startedNs) / 1e6, 0, 0, null));
            }
        }
        return results;
    }
}
