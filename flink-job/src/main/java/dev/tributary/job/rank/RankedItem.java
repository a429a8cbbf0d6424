package dev.tributary.job.rank;

import dev.tributary.models.interest.Candidate;
import dev.tributary.models.interest.Explanation;
import java.util.List;

/** An item of a list and why it is there, largest reason first. */
public record RankedItem(Candidate candidate, List<Explanation> reasons) {
    @Override
    public String toString() {
        return "RankedItem[" + reasons.size() + " reasons]";
    }
}
