package dev.tributary.job.relate;

import dev.tributary.job.source.BehaviorEvent;
import dev.tributary.models.vector.QuantizedVector;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * A behavior and what was known of its item when it passed or, where it waited for the item, when it went on.
 *
 * @param title empty if the item is unknown
 * @param visits behaviors on the item so far, this one included
 * @param vector of the item's text, or null
 * @param relatedAt when it went on, wall-clock time, epoch milliseconds
 */
@TypeInfo(RelatedBehaviorCodec.class)
public record RelatedBehavior(
        BehaviorEvent event,
        String title,
        List<String> categories,
        long visits,
        @Nullable QuantizedVector vector,
        long relatedAt) {
    @Override
    public String toString() {
        return "RelatedBehavior[" + event + "]";
    }
}
