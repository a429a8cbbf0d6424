package dev.tributary.job.source;

import dev.tributary.job.Scenario;
import dev.tributary.models.interest.ItemText;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Erasure;
import dev.tributary.schemas.Item;
import dev.tributary.schemas.Refusal;
import dev.tributary.schemas.Request;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks decoded records and turns them into what flows: ids that can be keys, known scenarios, times that can be true. */
final class Admission implements Serializable {
    /** Characters of a wrong value that are repeated. */
    private static final int NAMED = 40;

    private static final long serialVersionUID = 1;

    private static final int MAX_CATEGORIES = 50;

    private static final Instant FIRST_DATE = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST_DATE = Instant.parse("9999-12-31T23:59:59.999Z");

    private final Set<String> scenarios;
    private final String firstScenario;
    private final int maxIdLength;
    private final int maxTextLength;
    private final int maxContextLength;
    private final int maxRequestItems;
    private final long maxFutureMs;

    /** @param scenarios those that are known; if there are none, any is taken */
    Admission(SourceConfig config, Map<String, Scenario> scenarios) {
        this.scenarios = Set.copyOf(scenarios.keySet());
        this.firstScenario = scenarios.keySet().stream().findFirst().orElse("");
        this.maxIdLength = config.maxIdLength();
        this.maxTextLength = config.maxTextLength();
        this.maxContextLength = config.maxContextLength();
        this.maxRequestItems = config.maxRequestItems();
        this.maxFutureMs = config.maxFuture().toMillis();
    }

    BehaviorEvent behavior(Behavior behavior, RawRecord raw) throws RefusedRecordException {
        return new BehaviorEvent(
                id("event_id", behavior.getEventId()),
                id("user_id", behavior.getUserId()),
                scenario(behavior.getScenario()),
                id("item_id", behavior.getItemId()),
                id("action", behavior.getAction()),
                behavior.getText() == null ? "" : text(behavior.getText()),
                time(behavior.getOccurredAt(), raw),
                raw.timestamp(),
                Headers.trace(raw));
    }

    ItemEvent item(Item item, RawRecord raw) throws RefusedRecordException {
        String title = text(item.getTitle());
        List<String> categories = item.getCategories().stream()
                .limit(MAX_CATEGORIES)
                .map(this::text)
                .toList();
        return new ItemEvent(
                id("item_id", item.getItemId()),
                scenario(item.getScenario()),
                title,
                categories,
                ItemText.of(title, categories, item.getDescription()),
                item.getPublishedAt() == null ? time(null, raw) : date(item.getPublishedAt()),
                item.getPublishedAt() == null ? 0 : date(item.getPublishedAt()),
                item.getExpiresAt() == null
                        ? Long.MAX_VALUE
                        : item.getExpiresAt().toEpochMilli(),
                false);
    }

    /** A tombstone: the record key is the item id. */
    ItemEvent removal(RawRecord raw) throws RefusedRecordException {
        String itemId = id("the record key", key(raw));
        return new ItemEvent(itemId, "", "", List.of(), "", raw.timestamp(), 0, Long.MAX_VALUE, true);
    }

    private static String key(RawRecord raw) throws RefusedRecordException {
        byte[] key = raw.key();
        try {
            return key == null
                    ? ""
                    : StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(key))
                            .toString();
        } catch (CharacterCodingException e) {
            throw new RefusedRecordException(Refusal.BAD_TEXT.code(), "the record key is not valid UTF-8");
        }
    }

    UserCommand request(Request request, RawRecord raw) throws RefusedRecordException {
        int limit = request.getLimit() == null ? 0 : request.getLimit();
        if (limit < 0 || limit > Scenario.MAX_LIST_LENGTH) {
            throw new RefusedRecordException(
                    "wrong-value", "limit must be from 1 to " + Scenario.MAX_LIST_LENGTH + ", got " + limit);
        }
        return new UserCommand(
                id("user_id", request.getUserId()),
                false,
                id("request_id", request.getRequestId()),
                request.getScenario().isEmpty() ? firstScenario : scenario(request.getScenario()),
                context(request.getContext()),
                limit,
                items("candidates", request.getCandidates()),
                items("exclude", request.getExclude()),
                request.getIncludeProfile(),
                time(request.getRequestedAt(), raw),
                raw.timestamp(),
                Headers.trace(raw));
    }

    UserCommand erasure(Erasure erasure, RawRecord raw) throws RefusedRecordException {
        String userId = id("user_id", erasure.getUserId());
        // behaviors recorded before it are dropped: one from the future would drop those that the user is yet to make
        long at = Math.min(raw.timestamp(), System.currentTimeMillis());
        return new UserCommand(
                userId, true, "", "", Map.of(), 0, List.of(), List.of(), false, at, at, Headers.trace(raw));
    }

    private String id(String field, String value) throws RefusedRecordException {
        if (value.isBlank()) {
            throw new RefusedRecordException("empty-id", field + " is empty");
        }
        if (value.length() > maxIdLength) {
            throw new RefusedRecordException(
                    "id-too-long", field + " has " + value.length() + " characters, the limit is " + maxIdLength);
        }
        for (int i = 0; i < value.length(); i++) { // a stream of them takes a fifth of the time of reading a behavior
            if (Character.isISOControl(value.charAt(i))) {
                throw new RefusedRecordException("control-character", field + " holds a control character");
            }
        }
        return value;
    }

    private List<String> items(String field, List<String> itemIds) throws RefusedRecordException {
        if (itemIds.size() > maxRequestItems) {
            throw new RefusedRecordException(
                    "too-many-items", field + " names " + itemIds.size() + " items, the limit is " + maxRequestItems);
        }
        for (String itemId : itemIds) {
            id("one of " + field, itemId);
        }
        return List.copyOf(itemIds);
    }

    /** Cut to what a list can carry, but never within a character of two. */
    private String text(String words) {
        if (words.length() <= maxTextLength) {
            return words;
        }
        int end = Character.isHighSurrogate(words.charAt(maxTextLength - 1)) ? maxTextLength - 1 : maxTextLength;
        return words.substring(0, end);
    }

    private Map<String, String> context(Map<String, String> context) throws RefusedRecordException {
        long length = context.entrySet().stream()
                .mapToLong(entry -> entry.getKey().length() + entry.getValue().length())
                .sum();
        if (length > maxContextLength) {
            throw new RefusedRecordException(
                    "context-too-long", "context has " + length + " characters, the limit is " + maxContextLength);
        }
        return Map.copyOf(context);
    }

    private String scenario(String scenario) throws RefusedRecordException {
        if (scenarios.isEmpty()) {
            return id("scenario", scenario);
        }
        if (!scenarios.contains(scenario)) {
            throw new RefusedRecordException(
                    "unknown-scenario",
                    "scenario '" + scenario.substring(0, Math.min(NAMED, scenario.length()))
                            + "' is not one of the configured ones, "
                            + scenarios.stream().sorted().toList());
        }
        return scenario;
    }

    /** A film may be a hundred years old, a book may be announced. What no calendar knows is most likely in another unit. */
    private static long date(Instant claimed) throws RefusedRecordException {
        if (claimed.isBefore(FIRST_DATE) || claimed.isAfter(LAST_DATE)) {
            throw new RefusedRecordException(
                    "wrong-value", "published_at must lie in the years 1 to 9999, in milliseconds, got " + claimed);
        }
        return claimed.toEpochMilli();
    }

    /**
     * One event from the far future must not age everything else: an absurd time becomes the Kafka record's. Producers set that one too, so
     * none is further ahead of the clock than events may be.
     */
    private long time(@Nullable Instant claimed, RawRecord raw) {
        long now = System.currentTimeMillis();
        long latest = Math.min(raw.timestamp(), now) + maxFutureMs;
        // compared as instants, for a year like 9999999 does not fit milliseconds arithmetic
        if (claimed == null || claimed.isBefore(Instant.EPOCH) || claimed.isAfter(Instant.ofEpochMilli(latest))) {
            return Math.min(raw.timestamp(), now + maxFutureMs);
        }
        return claimed.toEpochMilli();
    }
}
