package dev.tributary.replay.evaluate;

import dev.tributary.models.interest.Motive;
import dev.tributary.models.interest.Ranker;
import dev.tributary.models.interest.Signal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What leave-one-out compares rankers with: single signals, and a ranker without each group of signals. */
public final class LeaveOneOutVariants {
    private static final List<Signal> TIMELESS =
            List.of(Signal.POPULARITY_ALL, Signal.NEIGHBORS, Signal.TEXT_MAX, Signal.TEXT_MEAN);
    private static final List<Signal> TIMED =
            List.of(Signal.POPULARITY_7D, Signal.POPULARITY_30D, Signal.POPULARITY_90D);

    private LeaveOneOutVariants() {}

    /**
     * @param clock whether signals that need a clock are used
     * @param each whether to leave out each signal too, one at a time
     */
    public static List<Variant> of(Ranker ranker, boolean clock, boolean each) {
        var variants = new ArrayList<Variant>();
        TIMELESS.forEach(signal -> variants.add(only(signal)));
        if (clock) {
            TIMED.forEach(signal -> variants.add(only(signal)));
        }
        variants.add(
                new Variant("text only", Variant.without(ranker, EnumSet.complementOf(EnumSet.copyOf(Signal.TEXT)))));
        variants.add(without("similar texts", ranker, Motive.SIMILAR.signals()));
        variants.add(without("co-visitation", ranker, Motive.FOLLOWS.signals()));
        variants.add(without("popularity", ranker, Motive.POPULAR.signals()));
        if (clock) {
            variants.add(without("time", ranker, Set.copyOf(Signal.TIME)));
        }
        if (each) {
            for (Signal signal : clock ? List.of(Signal.values()) : Signal.TIMELESS) {
                variants.add(without(signal.label(), ranker, Set.of(signal)));
            }
        }
        return List.copyOf(variants);
    }

    private static Variant only(Signal signal) {
        return new Variant("only " + signal.label(), Variant.only(signal));
    }

    private static Variant without(String what, Ranker ranker, Set<Signal> absent) {
        return new Variant("without " + what, Variant.without(ranker, absent));
    }
}
