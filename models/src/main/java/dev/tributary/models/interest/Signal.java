package dev.tributary.models.interest;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One input of f. The order is the layout of every signal array. */
public enum Signal {
    /** Cosine of the item's text with the user's last item. */
    TEXT_LAST,
    /** With the decayed mean of the last items, over all scenarios. */
    TEXT_MEAN,
    /** With the decayed mean of the user's items in the list's scenario. */
    TEXT_SCENARIO,
    /** The largest cosine with one of the last items. */
    TEXT_MAX,
    /** With the encoded text profile. */
    TEXT_PROFILE,
    /** With the scenario's description: what a scenario without any behavior has to go by. */
    TEXT_DESCRIPTION,
    /** ln(1 + 10 x co-visitation): how often the item came after the user's last items, in any scenario. */
    NEIGHBORS,
    /** From the user's items in the list's scenario only. */
    NEIGHBORS_SCENARIO,
    /** From the user's items of the last day only. */
    NEIGHBORS_DAY,
    /** From the one item of the user that leads there most often. */
    NEIGHBORS_STRONGEST,
    /** From all of the user's items alike, old ones as much as new ones. */
    NEIGHBORS_EVEN,
    /** From the user's last item only. */
    NEIGHBORS_LAST,
    /** ln(1 + how many of the user's items the item came after). */
    NEIGHBORS_COUNT,
    /** Like NEIGHBORS, but a visit counts half as much with each item that lay between. */
    NEIGHBORS_CLOSE,
    /** ln(1 + decayed visits), time constant one day. */
    POPULARITY_1D,
    POPULARITY_7D,
    POPULARITY_30D,
    POPULARITY_90D,
    /** ln(1 + all visits). */
    POPULARITY_ALL,
    /** 1 / (1 + days since the last visit). */
    LAST_VISIT,
    /** exp(-age / 30 days), from the first visit or from publication, whichever was later. */
    NEWNESS,
    /** The user's own visits of this item, decayed by how many items ago they were. */
    REPEAT,
    /** exp(-days since the user's own last visit of this item / 30). */
    REPEAT_RECENT,
    /** ln(1 + items in the user's history): the same for all items of a list, as the next three are. */
    USER_HISTORY,
    /** 1 / (1 + days since the user's last behavior). */
    USER_PAUSE,
    /** Share of the user's items that are in the list's scenario. */
    USER_FOCUS,
    /** Mean of ln(visits) of the user's last items when the user took them: whether the user goes for what is popular. */
    USER_MAINSTREAM,
    /** Cosine of the user's and the item's vectors in the trained {@link Tower}; 0 without one. */
    TOWER;

    public static final int COUNT = values().length;

    /** Signals that are similarities of texts. */
    public static final List<Signal> TEXT =
            List.of(TEXT_LAST, TEXT_MEAN, TEXT_SCENARIO, TEXT_MAX, TEXT_PROFILE, TEXT_DESCRIPTION);

    /** Signals that need a clock. */
    public static final List<Signal> TIME = List.of(
            NEIGHBORS_DAY,
            POPULARITY_1D,
            POPULARITY_7D,
            POPULARITY_30D,
            POPULARITY_90D,
            LAST_VISIT,
            NEWNESS,
            REPEAT_RECENT,
            USER_PAUSE);

    /** Signals that say something of the user, the same for all items of a list. */
    public static final List<Signal> USER = List.of(USER_HISTORY, USER_PAUSE, USER_FOCUS, USER_MAINSTREAM);

    /** Signals that every model has. */
    public static final List<Signal> COMMON =
            Arrays.stream(values()).filter(signal -> signal != TOWER).toList();

    /** Signals that every model has and that need no clock. */
    public static final List<Signal> TIMELESS =
            COMMON.stream().filter(signal -> !TIME.contains(signal)).toList();

    /** @return the signals with one more, if it is not among them */
    public static List<Signal> with(List<Signal> signals, Signal added) {
        return Arrays.stream(values())
                .filter(signal -> signal == added || signals.contains(signal))
                .toList();
    }

    /** @return whether it tells items of one list apart; the others only say how to weigh those that do */
    public boolean isOfItem() {
        return !USER.contains(this);
    }

    /** @return the name in lower case, as it appears in reasons and reports */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
