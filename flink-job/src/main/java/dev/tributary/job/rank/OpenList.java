package dev.tributary.job.rank;

import dev.tributary.job.retrieve.ShardAnswer;
import java.util.List;
import java.util.stream.Stream;

/**
 * State of {@link RankCandidates}: a list that lacks a shard.
 *
 * @param due when it goes out as it is or, if it is out, when late answers are forgotten; wall-clock time, epoch milliseconds
 * @param shards how many subtasks answer
 * @param answered those that have
 * @param answers theirs; none once the list is out
 */
public record OpenList(long due, int shards, List<Integer> answered, List<ShardAnswer> answers) {
    static OpenList begin(ShardAnswer first, long due) {
        return new OpenList(due, first.shards(), List.of(first.shard()), List.of(first));
    }

    boolean lacks(ShardAnswer answer) {
        return shards == answer.shards() && !answered.contains(answer.shard());
    }

    OpenList with(ShardAnswer answer) {
        return new OpenList(due, shards, and(answered, answer.shard()), isOut() ? List.of() : and(answers, answer));
    }

    private static <T> List<T> and(List<T> list, T last) {
        return Stream.concat(list.stream(), Stream.of(last)).toList();
    }

    boolean isComplete() {
        return answered.size() == shards;
    }

    OpenList out(long due) {
        return new OpenList(due, shards, answered, List.of());
    }

    boolean isOut() {
        return answers.isEmpty();
    }

    @Override
    public String toString() {
        return "OpenList[" + answered.size() + " of " + shards + " shards]";
    }
}
