package dev.tributary.models.encoder;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Which names somebody who typed another one may have meant. */
final class NearestNames {
    private NearestNames() {}

    /** @return the names, the nearest first */
    static List<String> of(String typed, List<String> names) {
        return names.stream()
                .sorted(Comparator.comparingInt(
                        name -> LevenshteinDistance.getDefaultInstance().apply(lower(typed), lower(name))))
                .toList();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
