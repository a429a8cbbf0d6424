package dev.tributary.replay.data;

import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import java.util.List;
import java.util.stream.Stream;

/** A data set that ends after some behaviors. */
public record FirstBehaviors(ReplayData data, long limit) implements ReplayData {
    public FirstBehaviors {
        if (limit < 1) {
            throw new IllegalArgumentException("At least 1 behavior must be taken, got " + limit);
        }
    }

    @Override
    public List<ScenarioSpec> scenarios() {
        return data.scenarios();
    }

    @Override
    public Stream<Item> items() {
        return data.items();
    }

    @Override
    public Stream<Behavior> behaviors() {
        return data.behaviors().limit(limit);
    }

    @Override
    public Rejects rejects() {
        return data.rejects();
    }
}
