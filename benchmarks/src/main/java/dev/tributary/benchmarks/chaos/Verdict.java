package dev.tributary.benchmarks.chaos;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.tributary.benchmarks.measure.Findings;
import dev.tributary.job.sink.SinkConfig.Delivery;
import java.util.Collection;
import java.util.Map;

/**
 * What was found when all processes were back and the load had ended.
 *
 * @param kills how often a process was killed
 * @param lost confirmed behaviors that are no list's cause
 * @param refused behaviors that Kafka did not take
 * @param miscounted users whose profile has counted more or fewer behaviors than Kafka has confirmed
 * @param repeated lists that came once more
 */
record Verdict(int kills, long lost, long refused, long miscounted, long repeated) {

    /**
     * @param actors who acted, once for each confirmed behavior
     * @param revisions the newest of each user
     */
    static long miscounted(Collection<String> actors, Map<String, Long> revisions) {
        return actors.stream().collect(groupingBy(actor -> actor, counting())).entrySet().stream()
                .filter(acted -> !acted.getValue().equals(revisions.get(acted.getKey())))
                .count();
    }

    void judge(Delivery delivery, Findings findings) {
        findings.require(kills > 0, "chaos: no process was killed in that time");
        findings.require(lost == 0 && refused == 0, lost + " behaviors are in no list; Kafka refused " + refused);
        findings.require(
                miscounted == 0,
                "the profiles of " + miscounted + " users have counted more or fewer behaviors than there were");
        findings.require(repeated == 0 || delivery == Delivery.AT_LEAST_ONCE, repeated + " lists came twice");
    }
}
