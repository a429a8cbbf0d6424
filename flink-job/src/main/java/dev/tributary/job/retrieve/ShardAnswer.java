package dev.tributary.job.retrieve;

import dev.tributary.job.profile.Query;
import dev.tributary.models.interest.Candidate;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * What one subtask found for a query.
 *
 * @param query without the vectors, which only the search needs
 * @param shards how many subtasks answer this query
 * @param candidates best first
 */
@TypeInfo(ShardAnswerCodec.class)
public record ShardAnswer(Query query, int shard, int shards, List<Candidate> candidates) {
    @Override
    public String toString() {
        return "ShardAnswer[" + query + ", shard " + shard + " of " + shards + "]";
    }
}
