package dev.tributary.models.interest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.models.vector.QuantizedVector;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlateTest {
    private static final List<Candidate> CANDIDATES = List.of(
            candidate("tea", 1.0f, 1, 0),
            candidate("tea again", 0.9f, 1, 0),
            candidate("pan", 0.7f, 0, 1),
            candidate("no text", 0.1f));

    @Test
    void keepsTheOrderWithoutDiversity() {
        assertThat(Slate.of(CANDIDATES, 3, 0)).extracting(Candidate::itemId).containsExactly("tea", "tea again", "pan");
    }

    @Test
    void takesWhatIsDifferentFirst() {
        // after tea: tea again is worth 0.9 - 0.5, the pan 0.7
        assertThat(Slate.of(CANDIDATES, 3, 0.5f))
                .extracting(Candidate::itemId)
                .containsExactly("tea", "pan", "tea again");
    }

    @Test
    void countsNothingAgainstAnItemWithoutText() {
        assertThat(Slate.of(CANDIDATES, 4, 5))
                .extracting(Candidate::itemId)
                .containsExactly("tea", "pan", "no text", "tea again");
    }

    @Test
    void isShortWhenThereAreFewCandidates() {
        assertThat(Slate.of(CANDIDATES.subList(0, 1), 10, 0.5f)).hasSize(1);
        assertThat(Slate.of(List.of(), 10, 0)).isEmpty();
    }

    private static Candidate candidate(String id, float score, float... vector) {
        return new Candidate(
                id,
                id,
                score,
                new float[Signal.COUNT],
                List.of(),
                -1,
                -1,
                vector.length == 0 ? null : QuantizedVector.of(vector));
    }
}
