package dev.tributary.job.settings;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds what somebody probably meant. */
public final class NearestKey {
    private NearestKey() {}

    /** Finds the valid key with the fewest letters to change, or nothing if none is near. */
    public static Optional<String> of(String written, Collection<String> valid) {
        return valid.stream()
                .filter(key -> distance(written, key) <= most(written, key))
                .min(Comparator.<String>comparingInt(key -> distance(written, key))
                        .thenComparing(key -> key));
    }

    /** A third of what is not the same sections anyway, for else any key of the same stage would be near. */
    private static int most(String written, String key) {
        int same = Arrays.mismatch(written.toCharArray(), key.toCharArray());
        String shared = same < 0 ? written : written.substring(0, same);
        int section = Math.max(shared.lastIndexOf('.'), shared.lastIndexOf('_')) + 1;
        return Math.max(3, (written.length() - section) / 3);
    }

    private static int distance(String from, String to) {
        return LevenshteinDistance.getDefaultInstance().apply(from, to);
    }
}
