package dev.tributary.cli.live;

import java.util.List;
import java.util.Map;

/**
 * How the whole stands, about once a second.
 *
 * @param trouble with Kafka: empty, {@code connecting}, {@code gone} or {@code no-topics}
 * @param stageTrouble why there are no rates per stage, empty if there are or nobody promised any
 * @param behaviors per second, as are lists and deadLetters
 * @param stages stage to records dealt with per second; empty where the job does not tell
 * @param items that can be found, -1 if unknown
 * @param waiting behaviors that the job has not read yet, -1 if unknown
 * @param p50 milliseconds from behavior to list over the last ten seconds, -1 if no list came
 * @param silentMs for how long behaviors have come and no list has, 0 if lists come
 */
public record Flow(
        String trouble,
        String stageTrouble,
        double behaviors,
        double lists,
        double deadLetters,
        Map<String, Double> stages,
        long totalBehaviors,
        long totalLists,
        long totalDeadLetters,
        long items,
        long waiting,
        long p50,
        long p99,
        long silentMs,
        List<ActiveUser> active,
        List<Traffic.Refused> refusals,
        List<String> scenarios) {}
