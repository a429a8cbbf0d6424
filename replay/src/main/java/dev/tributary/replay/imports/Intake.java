package dev.tributary.replay.imports;

import dev.tributary.replay.imports.ImportReport.Rejected;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import dev.tributary.schemas.WireFormat;
import dev.tributary.schemas.WireWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes items and behaviors in any order: writes items as they come, each id once, and sorts behaviors by time. Holds all item ids. For one thread. */
public final class Intake {
    private static final int MAX_ID_LENGTH = 256; // the job's default

    private final WireWriter<Item> itemWriter = WireWriter.of(Item.class, WireFormat.JSON);
    private final WireWriter<Behavior> behaviorWriter = WireWriter.of(Behavior.class, WireFormat.JSON);
    private final Map<String, String> scenarios = new HashMap<>();
    private final Map<String, String> untitled = new LinkedHashMap<>();
    private final Map<String, Rejected> rejects = new HashMap<>();
    private final OutputStream items;
    private final TimeSort behaviors;
    private long behaviorCount;
    private @Nullable Instant first;
    private @Nullable Instant last;

    Intake(OutputStream items, TimeSort behaviors) {
        this.items = items;
        this.behaviors = behaviors;
    }

    void item(Item item) throws BadRowException, IOException {
        id("item", item.getItemId());
        if (scenarios.putIfAbsent(item.getItemId(), item.getScenario().intern()) != null) {
            throw new BadRowException("duplicate-item", "There was an item '" + item.getItemId() + "' before");
        }
        write(item);
    }

    void behavior(Behavior behavior) throws BadRowException, IOException {
        id("user", behavior.getUserId());
        id("item", behavior.getItemId());
        id("event", behavior.getEventId());
        Instant time = behavior.getOccurredAt();
        if (!scenarios.containsKey(behavior.getItemId())) {
            untitled.putIfAbsent(behavior.getItemId(), behavior.getScenario().intern());
        }
        behaviors.add(time.toEpochMilli(), behaviorWriter.write(behavior));
        behaviorCount++;
        first = first == null || time.isBefore(first) ? time : first;
        last = last == null || time.isAfter(last) ? time : last;
    }

    void reject(Place place, String reason, String message) {
        rejects.merge(
                reason,
                new Rejected(reason, 1, place + ": " + message),
                (known, more) -> new Rejected(reason, known.count() + 1, known.example()));
    }

    /** @return null if there was no such item so far */
    @Nullable
    String scenarioOf(String itemId) {
        return scenarios.get(itemId);
    }

    /** Writes the items that only behaviors named. */
    ImportReport finish() throws IOException {
        untitled.keySet().removeAll(scenarios.keySet());
        for (Map.Entry<String, String> only : untitled.entrySet()) {
            write(Item.newBuilder()
                    .setItemId(only.getKey())
                    .setScenario(only.getValue())
                    .setTitle("")
                    .build());
        }
        List<Rejected> mostFirst = rejects.values().stream()
                .sorted(Comparator.comparingLong((Rejected rejected) -> -rejected.count())
                        .thenComparing(Rejected::reason))
                .toList();
        return new ImportReport(
                scenarios.size() + untitled.size(), untitled.size(), behaviorCount, first, last, mostFirst);
    }

    private void write(Item item) throws IOException {
        items.write(itemWriter.write(item));
        items.write('\n');
    }

    private static void id(String what, String id) throws BadRowException {
        if (id.isBlank()) {
            throw new BadRowException("missing-value", "The " + what + " is empty");
        }
        if (id.length() > MAX_ID_LENGTH) {
            throw new BadRowException(
                    "id-too-long", "The " + what + " has " + id.length() + " characters, most are " + MAX_ID_LENGTH);
        }
        if (id.chars().anyMatch(Character::isISOControl)) {
            throw new BadRowException("control-character", "The " + what + " holds a control character");
        }
    }
}
