package dev.tributary.job.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.models.encoder.EncoderException;
import dev.tributary.models.interest.MlpRanker;
import dev.tributary.models.interest.MlpWeights;
import dev.tributary.models.interest.Signal;
import dev.tributary.models.interest.directory.InterestDirectory;
import dev.tributary.models.interest.directory.InterestManifest;
import dev.tributary.models.interest.directory.UnfitModelException;
import dev.tributary.models.vector.Whitening;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncodingTest {
    private static final OptionalInt NO_GPU = OptionalInt.empty();

    @TempDir
    private Path folder;

    @Test
    void scoresWithTheModelItIsGiven() throws IOException {
        String encoder;
        try (var usual = Encoding.open(EncodeConfig.from(new Configuration()), NO_GPU)) {
            encoder = usual.encoder().version();
        }
        save(encoder);

        try (var encoding = Encoding.open(config(folder.toString()), NO_GPU)) {
            assertThat(encoding.version()).matches(encoder + "\\+mlp-[0-9a-f]{8}");
        }
    }

    @Test
    void failsForGoodWithAModelOfAnotherEncoder() throws IOException {
        save("another@12345678");

        assertThatThrownBy(() -> Encoding.open(config(folder.toString()), NO_GPU))
                .isInstanceOf(SuppressRestartsException.class)
                .hasCauseInstanceOf(UnfitModelException.class)
                .rootCause()
                .hasMessageContaining("was trained on another@12345678")
                .hasMessageContaining("train a model for this one");
    }

    @Test
    void failsForGoodWithAnEncoderThatDoesNotExist() {
        var settings = new Configuration();
        settings.set(EncodeConfig.MODEL, "gpt-nothing");

        assertThatThrownBy(() -> Encoding.open(EncodeConfig.from(settings), NO_GPU))
                .isInstanceOf(SuppressRestartsException.class)
                .hasCauseInstanceOf(EncoderException.class);
    }

    private static EncodeConfig config(String interestModel) {
        var settings = new Configuration();
        settings.set(EncodeConfig.INTEREST_MODEL, interestModel);
        return EncodeConfig.from(settings);
    }

    private void save(String encoder) throws IOException {
        var weights = new MlpWeights(
                List.of(Signal.NEIGHBORS),
                new float[1],
                new float[] {1},
                new float[0][],
                new float[0][],
                Map.of(),
                new float[0][],
                new float[0],
                new float[] {1});
        var manifest = new InterestManifest(
                InterestManifest.SCHEMA, encoder, 384, List.of("neighbors"), Map.of(), Map.of(), Map.of(), Map.of());
        InterestDirectory.save(folder, manifest, Whitening.none(384), new MlpRanker(List.of(weights), Map.of(), "mlp"));
    }
}
