package dev.tributary.models.encoder;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Which names somebody who typed another one may have meant. */
final class NearestNames {
    private NearestNames() {}

    /** @return the names, the nearest first */
    static List<String> of(String typed, List<String> names) {
        return names.stream()
                .sorted(Comparator.comparingInt(name -> distance(lower(typed), lower(name))))
                .toList();
    }

    /** Levenshtein distance: insertions, deletions and replacements. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = i == 0 || from.charAt(i - 1) == to.charAt(j - 1) ? diagonal : diagonal + 1;
                diagonal = row[j];
                row[j] = i == 0 ? j : Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
