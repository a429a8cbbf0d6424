package dev.tributary.models.interest;

import java.util.EnumSet;
import java.util.Set;

/** What a reason can be about. Signals that say the same to a person belong together: their share of a score is only known jointly. */
public enum Motive {
    /** The item's text is like that of past items. */
    SIMILAR(EnumSet.of(Signal.TEXT_LAST, Signal.TEXT_MEAN, Signal.TEXT_SCENARIO, Signal.TEXT_MAX)),
    /** Others went on to it from past items. */
    FOLLOWS(EnumSet.of(
            Signal.NEIGHBORS,
            Signal.NEIGHBORS_SCENARIO,
            Signal.NEIGHBORS_DAY,
            Signal.NEIGHBORS_STRONGEST,
            Signal.NEIGHBORS_EVEN,
            Signal.NEIGHBORS_LAST,
            Signal.NEIGHBORS_COUNT,
            Signal.NEIGHBORS_CLOSE)),
    /** It fits the past as a whole. */
    PROFILE(EnumSet.of(Signal.TEXT_PROFILE, Signal.TOWER)),
    /** It is what the scenario is about. */
    TYPICAL(EnumSet.of(Signal.TEXT_DESCRIPTION)),
    POPULAR(EnumSet.of(
            Signal.POPULARITY_1D,
            Signal.POPULARITY_7D,
            Signal.POPULARITY_30D,
            Signal.POPULARITY_90D,
            Signal.POPULARITY_ALL,
            Signal.LAST_VISIT)),
    NEW(EnumSet.of(Signal.NEWNESS)),
    /** The user had it before. */
    AGAIN(EnumSet.of(Signal.REPEAT, Signal.REPEAT_RECENT));

    private final Set<Signal> signals;

    Motive(Set<Signal> signals) {
        this.signals = Set.copyOf(signals);
    }

    public Set<Signal> signals() {
        return signals;
    }
}
