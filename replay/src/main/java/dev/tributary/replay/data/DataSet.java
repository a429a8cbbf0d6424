package dev.tributary.replay.data;

import dev.tributary.replay.data.Rejects.Reject;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder in the replay format: {@code items.jsonl} and {@code events.jsonl}, either of them perhaps with {@code .gz}, and optionally
 * {@code scenarios.yaml}. Files are read as the streams are, never held; lines that cannot be read, or behaviors out of time order, are left out and
 * counted. Streams fail with {@link java.io.UncheckedIOException} where a file breaks off.
 */
public final class DataSet implements ReplayData {
    private final RecordFile<Item> items;
    private final RecordFile<Behavior> behaviors;
    private final @Nullable List<ScenarioSpec> stated;
    private @Nullable List<ScenarioSpec> derived;

    private DataSet(RecordFile<Item> items, RecordFile<Behavior> behaviors, @Nullable List<ScenarioSpec> stated) {
        this.items = items;
        this.behaviors = behaviors;
        this.stated = stated;
    }

    /** @throws IllegalArgumentException saying what is missing, or what in {@code dir} is not in the replay format */
    public static DataSet open(Path dir) {
        if (!Files.isDirectory(dir)) {
            throw new IllegalArgumentException(
                    dir + " is no folder: give the folder that holds items.jsonl and events.jsonl");
        }
        return new DataSet(
                RecordFile.find(dir, "items.jsonl", Item.class),
                RecordFile.find(dir, "events.jsonl", Behavior.class),
                ScenarioFile.read(dir.resolve("scenarios.yaml")));
    }

    /** Without {@code scenarios.yaml} the first call reads the items and the head of the behaviors, see {@link DerivedScenarios}. */
    @Override
    public synchronized List<ScenarioSpec> scenarios() {
        if (stated != null) {
            return stated;
        }
        if (derived == null) {
            derived = DerivedScenarios.of(this);
        }
        return derived;
    }

    @Override
    public Stream<Item> items() {
        return items.stream(item -> true);
    }

    @Override
    public Stream<Behavior> behaviors() {
        return behaviors.stream(new ByTime());
    }

    @Override
    public Rejects rejects() {
        List<Reject> first = Stream.concat(items.rejects().first().stream(), behaviors.rejects().first().stream())
                .toList();
        return new Rejects(items.rejects().count(), behaviors.rejects().count(), first);
    }

    private static final class ByTime implements Records.Order<Behavior> {
        private Instant latest = Instant.MIN;

        @Override
        public boolean accepts(Behavior behavior) {
            if (behavior.getOccurredAt().isBefore(latest)) {
                return false;
            }
            latest = behavior.getOccurredAt();
            return true;
        }
    }
}
