package dev.tributary.cli.live;

import dev.tributary.cli.embedded.EmbeddedTributary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobStatus;

/** The stages of a job in this JVM. */
public record EmbeddedStages(EmbeddedTributary tributary) implements Stages {
    /** A count of one operator. */
    record Count(String operator, String metric) {}

    /** Stage to the counts that say what it has done; Flink's own counts leave out what goes to several operators. */
    static final Map<String, List<Count>> COUNTS = Map.of(
            "source",
                    List.of(
                            new Count("source behaviors", "admitted"),
                            new Count("source items", "admitted"),
                            new Count("source requests", "admitted"),
                            new Count("source erasures", "admitted")),
            "relate", List.of(new Count("relate", "numRecordsOut")),
            "profile", List.of(new Count("profile", "behaviors")),
            "encode", List.of(new Count("encode items", "numRecordsOut"), new Count("encode profiles", "encoded")),
            "interest", List.of(new Count("interest", "numRecordsIn")),
            "retrieve", List.of(new Count("retrieve", "numRecordsOut")),
            "rank", List.of(new Count("rank", "numRecordsOut")),
            "sink",
                    List.of(
                            new Count("write recommendations", "numRecordsOut"),
                            new Count("write dead letters", "numRecordsOut"),
                            new Count("write tombstones", "numRecordsOut")));

    @Override
    public Reading read() {
        var out = new HashMap<String, Long>();
        COUNTS.forEach((stage, counts) -> out.put(
                stage,
                counts.stream()
                        .mapToLong(count -> tributary.count(count.operator, count.metric))
                        .sum()));
        return new Reading(out, tributary.items(), tributary.pendingBehaviors(), trouble(tributary.status()));
    }

    private static String trouble(JobStatus status) {
        if (status == JobStatus.RUNNING) {
            return "";
        }
        return status.isTerminalState() ? "ended" : "restarting";
    }
}
