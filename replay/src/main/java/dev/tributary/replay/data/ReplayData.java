package dev.tributary.replay.data;

import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import java.util.List;
import java.util.stream.Stream;

/**
 * Scenarios, items and behaviors that can be replayed. Each call starts a new pass with the same records in the same order; close the stream after it.
 * A stream belongs to one thread; the data itself may be shared.
 */
public interface ReplayData {
    List<ScenarioSpec> scenarios();

    /** @return all items, in no particular order, also those published in the midst of the behaviors */
    Stream<Item> items();

    /** @return behaviors by {@code occurred_at}, earliest first; may be endless */
    Stream<Behavior> behaviors();

    /** @return what the passes so far could not read; a line is counted once, however often it is passed */
    default Rejects rejects() {
        return Rejects.NONE;
    }
}
