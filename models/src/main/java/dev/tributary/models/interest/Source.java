package dev.tributary.models.interest;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What proposed a candidate. */
enum Source {
    TEXT,
    NEIGHBORS,
    TREND,
    NEW,
    REPEAT,
    ASKED;

    /** By the bits of the sources. */
    private static final List<List<String>> NAMES =
            IntStream.range(0, 1 << values().length).mapToObj(Source::namesOf).toList();

    int bit() {
        return 1 << ordinal();
    }

    static List<String> names(int bits) {
        return NAMES.get(bits);
    }

    private static List<String> namesOf(int bits) {
        return Arrays.stream(values())
                .filter(source -> (bits & source.bit()) != 0)
                .map(source -> source.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
