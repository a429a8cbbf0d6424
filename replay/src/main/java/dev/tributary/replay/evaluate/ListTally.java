package dev.tributary.replay.evaluate;

import dev.tributary.models.interest.Candidate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What lists looked like, hits aside. For one thread. */
final class ListTally {
    private final Set<String> shown = new HashSet<>();
    private double diversities;
    private int lists;

    void add(List<Candidate> list) {
        double distances = 0;
        int pairs = 0;
        for (int i = 0; i < list.size(); i++) {
            shown.add(list.get(i).itemId());
            for (int j = i + 1; j < list.size(); j++) {
                var a = list.get(i).vector();
                var b = list.get(j).vector();
                if (a != null && b != null) {
                    distances += 1 - a.dot(b);
                    pairs++;
                }
            }
        }
        if (pairs > 0) {
            diversities += distances / pairs;
            lists++;
        }
    }

    double coverage(int catalog) {
        return catalog == 0 ? 0 : (double) shown.size() / catalog;
    }

    double diversity() {
        return lists == 0 ? 0 : diversities / lists;
    }
}
