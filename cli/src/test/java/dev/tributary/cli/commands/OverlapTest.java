package dev.tributary.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.models.interest.directory.InterestManifest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverlapTest {
    private static final Path MODEL = Path.of("my-model");

    @Test
    void aModelOfMostBehaviorsHasSeenTheQuestions() {
        InterestManifest byTime = trained("shop", "0.8", "0");

        assertThat(Overlap.withQuestions(MODEL, byTime, "shop", 1))
                .hasValueSatisfying(
                        text -> assertThat(text).contains("my-model", "'tributary train --without-last 1'"));
        assertThat(Overlap.withPredictions(MODEL, byTime, "shop", 0.8)).isEmpty();
        assertThat(Overlap.withPredictions(MODEL, byTime, "shop", 0.72))
                .hasValueSatisfying(text -> assertThat(text).contains("'tributary train --until 0.72'"));
    }

    @Test
    void aModelWithoutTheLastBehaviorsHasSeenWhatIsPredictedInTimeOrder() {
        InterestManifest oneOut = trained("shop", "1.0", "1");

        assertThat(Overlap.withQuestions(MODEL, oneOut, "shop", 1)).isEmpty();
        assertThat(Overlap.withQuestions(MODEL, oneOut, "shop", 2)).isPresent();
        assertThat(Overlap.withPredictions(MODEL, oneOut, "shop", 0.8)).isPresent();
    }

    @Test
    void aModelOfOtherDataHasSeenNothing() {
        InterestManifest other = trained("cinema", "1.0", "0");

        assertThat(Overlap.withQuestions(MODEL, other, "shop", 1)).isEmpty();
        assertThat(Overlap.withPredictions(MODEL, other, "shop", 0.8)).isEmpty();
    }

    private static InterestManifest trained(String fingerprint, String until, String withoutLast) {
        return new InterestManifest(
                InterestManifest.SCHEMA,
                "encoder",
                2,
                List.of(),
                Map.of(Overlap.FINGERPRINT, fingerprint, Overlap.UNTIL, until, Overlap.WITHOUT_LAST, withoutLast),
                Map.of(),
                Map.of(),
                Map.of());
    }
}
