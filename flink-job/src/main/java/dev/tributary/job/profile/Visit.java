package dev.tributary.job.profile;

import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * One visit of an item, as the item index learns it: nothing in it tells who.
 *
 * @param at event time, epoch milliseconds
 * @param predecessors keys of the items it came after
 */
@TypeInfo(VisitCodec.class)
@SuppressWarnings("ArrayRecordComponent") // a serialized shape, never compared
public record Visit(String itemId, long at, long[] predecessors) {
    @Override
    public String toString() {
        return "Visit[at " + at + "]";
    }
}
