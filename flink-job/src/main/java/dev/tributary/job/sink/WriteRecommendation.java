package dev.tributary.job.sink;

import dev.tributary.job.profile.Query;
import dev.tributary.job.rank.RankedItem;
import dev.tributary.job.rank.RankedList;
import dev.tributary.job.source.Headers;
import dev.tributary.models.interest.Candidate;
import dev.tributary.models.interest.Explanation;
import dev.tributary.schemas.Reason;
import dev.tributary.schemas.Recommendation;
import dev.tributary.schemas.RecommendedItem;
import dev.tributary.schemas.Trigger;
import dev.tributary.schemas.WireFormat;
import dev.tributary.schemas.WireWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Turns a ranked list into the bytes of a recommendation. What is too long for Kafka is cut, for a list that cannot be written would stop the job. */
public final class WriteRecommendation extends RichMapFunction<RankedList, OutgoingRecord> {
    private static final long serialVersionUID = 1;

    private final WireFormat format;
    private final int maxBytes;
    private transient WireWriter<Recommendation> writer;

    /** @param maxBytes of a longer list the end is left out */
    @SuppressWarnings("NullAway.Init") // transient fields are set in open
    public WriteRecommendation(WireFormat format, int maxBytes) {
        this.format = format;
        this.maxBytes = maxBytes;
    }

    @Override
    public void open(OpenContext context) {
        writer = WireWriter.of(Recommendation.class, format);
    }

    @Override
    public OutgoingRecord map(RankedList list) {
        byte[] key = list.query().userId().getBytes(StandardCharsets.UTF_8);
        String trace = list.query().trace();
        Map<String, String> headers = trace == null ? Map.of() : Map.of(Headers.TRACE, trace);
        return new OutgoingRecord(key, bytes(recommendation(list)), headers);
    }

    private byte[] bytes(Recommendation list) {
        byte[] bytes = writer.write(list);
        List<RecommendedItem> items = list.getItems();
        int left = items.size();
        String known = list.getDegraded() == null ? "" : list.getDegraded() + "; ";
        while (bytes.length > maxBytes && left > 0) {
            left = (int) ((long) left * maxBytes / bytes.length); // fewer than before
            list.setItems(items.subList(0, left));
            list.setDegraded(known + "too long for Kafka: " + left + " of " + items.size() + " items are left");
            bytes = writer.write(list);
        }
        if (bytes.length > maxBytes) {
            list.setContext(Map.of());
            list.setProfileText(null);
            bytes = writer.write(list);
        }
        return bytes;
    }

    /** An erased user's record: it tells consumers to forget. What the topic holds already stays until its retention ends. */
    public static OutgoingRecord tombstone(String userId) {
        return new OutgoingRecord(userId.getBytes(StandardCharsets.UTF_8), null, Map.of());
    }

    static Recommendation recommendation(RankedList list) {
        Query query = list.query();
        return Recommendation.newBuilder()
                .setRecommendationId(query.id())
                .setUserId(query.userId())
                .setScenario(query.interest().scenario())
                .setTrigger(Trigger.valueOf(query.trigger().name()))
                .setCausedBy(query.causedBy())
                .setItems(items(list))
                .setContext(query.context())
                .setModelVersion(list.modelVersion())
                .setOccurredAt(Instant.ofEpochMilli(query.occurredAt()))
                .setGeneratedAt(Instant.ofEpochMilli(list.generatedAt()))
                .setDegraded(list.degraded())
                .setProfileText(query.showProfile() ? query.profileText() : null)
                .setRevision(query.revision())
                .setEpoch(query.epoch())
                .build();
    }

    private static List<RecommendedItem> items(RankedList list) {
        var items = new ArrayList<RecommendedItem>(list.items().size());
        for (int i = 0; i < list.items().size(); i++) {
            RankedItem item = list.items().get(i);
            Candidate candidate = item.candidate();
            items.add(RecommendedItem.newBuilder()
                    .setItemId(candidate.itemId())
                    .setTitle(candidate.title())
                    .setScore(candidate.score())
                    .setRank(i + 1)
                    .setSources(candidate.sources())
                    .setReasons(item.reasons().stream()
                            .map(WriteRecommendation::reason)
                            .toList())
                    .build());
        }
        return items;
    }

    private static Reason reason(Explanation explanation) {
        return Reason.newBuilder()
                .setSignal(explanation.signal().label())
                .setContribution(explanation.contribution())
                .setText(explanation.text())
                .setItemId(explanation.itemId())
                .setScenario(explanation.scenario())
                .build();
    }
}
