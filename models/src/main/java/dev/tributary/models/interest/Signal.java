package dev.tributary.models.interest;

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
    /** Co-visitation: how often the item came after the user's last items, in any scenario. */
    NEIGHBORS,
    /** Co-visitation from the user's items in the list's scenario only. */
    NEIGHBORS_SCENARIO,
    /** ln(1 + decayed visits), time constant one day. */
    POPULARITY_1D,
    POPULARITY_7D,
    POPULARITY_30D,
    POPULARITY_90D,
    /** ln(1 + all visits). */
    POPULARITY_ALL,
    /** exp(-age / 30 days). */
    NEWNESS,
    /** The user's own visits of this item, decayed by how many items ago they were. */
    REPEAT;

    public static final int COUNT = values().length;

    /** Signals that are similarities of texts. */
    public static final List<Signal> TEXT =
            List.of(TEXT_LAST, TEXT_MEAN, TEXT_SCENARIO, TEXT_MAX, TEXT_PROFILE, TEXT_DESCRIPTION);

    /** @return the name in lower case, as it appears in reasons and reports */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
