package dev.tributary.models.interest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What proposed a candidate. */
enum Source {
    TEXT,
    NEIGHBORS,
    TREND,
    NEW,
    REPEAT,
    ASKED;

    int bit() {
        return 1 << ordinal();
    }

    static List<String> names(int bits) {
        var names = new ArrayList<String>(values().length);
        for (Source source : values()) {
            if ((bits & source.bit()) != 0) {
                names.add(source.name().toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }
}
