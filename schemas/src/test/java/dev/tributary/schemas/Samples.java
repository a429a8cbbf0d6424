package dev.tributary.schemas;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** One full record of every type, and sparse ones with every optional field absent. */
final class Samples {
    static final Instant NOON = Instant.parse("2026-01-31T12:00:00.123Z");

    private Samples() {}

    static List<SpecificRecord> all() {
        return List.of(behavior(), sparseBehavior(), item(), sparseItem(), request(), recommendation(), erasure());
    }

    static Behavior behavior() {
        return sparse().setValue(4.5)
                .setText("好吃，再来一包")
                .setContext(Map.of("store", "361"))
                .setCausedBy("r1")
                .build();
    }

    static Behavior sparseBehavior() {
        return sparse().build();
    }

    static Item item() {
        return Item.newBuilder()
                .setItemId("i1")
                .setScenario("shop")
                .setTitle("Green \"tea\" \uD83C\uDF75")
                .setDescription("Line one\nline two")
                .setCategories(List.of("food", "tea"))
                .setAttributes(Map.of("price", "3.50"))
                .setPublishedAt(NOON)
                .setExpiresAt(NOON.plusSeconds(60))
                .build();
    }

    static Item sparseItem() {
        return Item.newBuilder()
                .setItemId("i2")
                .setScenario("shop")
                .setTitle("")
                .build();
    }

    static Request request() {
        return Request.newBuilder()
                .setRequestId("q1")
                .setUserId("u1")
                .setScenario("shop")
                .setContext(Map.of("query", "tea"))
                .setLimit(5)
                .setCandidates(List.of("i1", "i2"))
                .setIncludeProfile(true)
                .build();
    }

    static Recommendation recommendation() {
        return Recommendation.newBuilder()
                .setRecommendationId("r1")
                .setUserId("u1")
                .setScenario("shop")
                .setTrigger(Trigger.REQUEST)
                .setItems(List.of(recommendedItem()))
                .setModelVersion("m@1")
                .setOccurredAt(NOON)
                .setGeneratedAt(NOON.plusMillis(7))
                .setRevision(12)
                .setEpoch(NOON.toEpochMilli())
                .build();
    }

    static Erasure erasure() {
        return new Erasure("u1", NOON);
    }

    private static RecommendedItem recommendedItem() {
        Reason reason = new Reason("text_max", 0.25, "Because of tea", "i2", null);
        return new RecommendedItem("i1", "Green tea", 0.75, 1, List.of("text", "new"), List.of(reason));
    }

    private static Behavior.Builder sparse() {
        return Behavior.newBuilder()
                .setEventId("e1")
                .setUserId("u1")
                .setScenario("shop")
                .setItemId("i1")
                .setAction("purchase")
                .setOccurredAt(NOON);
    }
}
