package dev.tributary.job.relate;

import dev.tributary.models.vector.QuantizedVector;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInfo;
import org.jspecify.annotations.Nullable;

/** State of {@link RelateItem}: what a behavior is told of its item. About half a kilobyte. */
@TypeInfo(KnownItemCodec.class)
public record KnownItem(
        String title, List<String> categories, @Nullable QuantizedVector vector) {
    @Override
    public String toString() {
        return "KnownItem[" + categories.size() + " categories]";
    }
}
