package dev.tributary.job.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

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

    /** @return the number of letters to insert, delete or replace (Levenshtein) */
    static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int replaced = previous[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, Math.min(previous[column], current[column - 1]) + 1);
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
