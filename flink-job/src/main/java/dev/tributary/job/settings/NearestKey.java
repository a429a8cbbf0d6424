package dev.tributary.job.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds what somebody probably meant. */
public final class NearestKey {
    private NearestKey() {}

    /** @return the valid key with the fewest letters to change, or nothing if none is near */
    public static Optional<String> of(String written, Collection<String> valid) {
        int most = Math.max(3, written.length() / 3);
        return valid.stream()
                .filter(key -> distance(written, key) <= most)
                .min(Comparator.<String>comparingInt(key -> distance(written, key))
                        .thenComparing(key -> key));
    }

    private static int distance(String from, String to) {
        return LevenshteinDistance.getDefaultInstance().apply(from, to);
    }
}
