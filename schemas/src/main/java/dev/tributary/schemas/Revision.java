package dev.tributary.schemas;

import java.util.Comparator;
import org.jspecify.annotations.NullMarked;

/**
 * How much a list knows of its user. Of two lists of one user and scenario the one with the greater revision is newer.
 *
 * @param epoch when the profile was begun, epoch milliseconds; one that is begun anew has a later epoch
 * @param number behaviors reflected, since then
 */
@NullMarked
public record Revision(long epoch, long number) implements Comparable<Revision> {
    /** Nothing is older. */
    public static final Revision NONE = new Revision(0, 0);

    private static final Comparator<Revision> ORDER =
            Comparator.comparingLong(Revision::epoch).thenComparingLong(Revision::number);

    public static Revision of(Recommendation list) {
        return new Revision(list.getEpoch(), list.getRevision());
    }

    /** @return whether it is newer, or the same */
    public boolean isAtLeast(Revision other) {
        return compareTo(other) >= 0;
    }

    @Override
    public int compareTo(Revision other) {
        return ORDER.compare(this, other);
    }
}
