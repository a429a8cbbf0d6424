package dev.tributary.models.interest.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.models.interest.Calibration;
import dev.tributary.models.interest.InterestModel;
import dev.tributary.models.interest.MlpRanker;
import dev.tributary.models.interest.MlpWeights;
import dev.tributary.models.interest.Signal;
import dev.tributary.models.vector.QuantizedVector;
import dev.tributary.models.vector.Whitening;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterestDirectoryTest {
    private static final String ENCODER = "letters@12345678";

    @TempDir
    private Path folder;

    @Test
    void readsWhatItWrote() throws IOException {
        MlpRanker ranker = ranker();
        Whitening whitening = Whitening.fit(List.of(new float[] {1, 0}, new float[] {0.8f, 0.6f}));
        save(ranker, whitening);

        InterestModel read = InterestDirectory.load(folder, ENCODER, 2);

        var signals = new float[Signal.COUNT];
        signals[Signal.NEIGHBORS.ordinal()] = 1.5f;
        QuantizedVector description = QuantizedVector.of(new float[] {1, 0});
        assertThat(read.ranker().in("shop", description).score(signals))
                .isEqualTo(ranker.in("shop", description).score(signals));
        assertThat(read.whitening().apply(new float[] {0.6f, 0.8f}))
                .containsExactly(whitening.apply(new float[] {0.6f, 0.8f}));
        assertThat(read.ranker().version()).matches("mlp-[0-9a-f]{8}");
    }

    @Test
    void refusesAnotherEncoder() throws IOException {
        save(ranker(), Whitening.none(2));

        assertThatThrownBy(() -> InterestDirectory.load(folder, "others@1", 3))
                .isInstanceOf(UnfitModelException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("was trained on " + ENCODER)
                .hasMessageContaining("others@1");
    }

    @Test
    void refusesAFileThatWasChanged() throws IOException {
        save(ranker(), Whitening.none(2));
        Path file = folder.resolve(InterestDirectory.RANKER);
        Files.writeString(file, Files.readString(file).replace("1.0", "2.0"));

        assertThatThrownBy(() -> InterestDirectory.load(folder, ENCODER, 2))
                .isInstanceOf(UnfitModelException.class)
                .hasMessageContaining("ranker.json has SHA-256")
                .hasMessageContaining("changed or damaged");
    }

    @Test
    void refusesAnUnknownSignal() throws IOException {
        save(ranker(), Whitening.none(2));
        Path file = folder.resolve(InterestDirectory.MANIFEST);
        Files.writeString(file, Files.readString(file).replace("\"neighbors\"", "\"horoscope\""));

        assertThatThrownBy(() -> InterestDirectory.load(folder, ENCODER, 2))
                .isInstanceOf(UnfitModelException.class)
                .hasMessageContaining("[horoscope]")
                .hasMessageContaining("Train the model anew");
    }

    @Test
    void refusesAnotherSchema() throws IOException {
        save(ranker(), Whitening.none(2));
        Path file = folder.resolve(InterestDirectory.MANIFEST);
        Files.writeString(
                file, Files.readString(file).replace("\"schema\" : " + InterestManifest.SCHEMA, "\"schema\" : 9"));

        assertThatThrownBy(() -> InterestDirectory.load(folder, ENCODER, 2))
                .isInstanceOf(UnfitModelException.class)
                .hasMessageContaining("schema 9");
    }

    @Test
    void refusesAManifestThatIsNoJson() throws IOException {
        Files.writeString(folder.resolve(InterestDirectory.MANIFEST), "hello");

        assertThatThrownBy(() -> InterestDirectory.load(folder, ENCODER, 2))
                .isInstanceOf(UnfitModelException.class)
                .hasMessageContaining("interest.json cannot be read");
    }

    @Test
    void saysHowToMakeAModelWhereThereIsNone() {
        assertThatThrownBy(() -> InterestDirectory.load(folder.resolve("nowhere"), ENCODER, 2))
                .isInstanceOf(UnfitModelException.class)
                .hasMessageContaining("is not a directory. Make one with 'tributary train'.");
        assertThatThrownBy(() -> InterestDirectory.load(folder, ENCODER, 2))
                .hasMessageContaining("lacks the file interest.json");
    }

    private void save(MlpRanker ranker, Whitening whitening) throws IOException {
        var manifest = new InterestManifest(
                InterestManifest.SCHEMA, ENCODER, 2, List.of("neighbors"), Map.of(), Map.of(), Map.of(), Map.of());
        InterestDirectory.save(folder, manifest, whitening, ranker);
    }

    private static MlpRanker ranker() {
        var weights = new MlpWeights(
                List.of(Signal.NEIGHBORS),
                new float[] {0.25f},
                new float[] {1.0f},
                new float[][] {{0.5f, 0.1f}},
                new float[][] {{0.3f, -0.2f}},
                Map.of(),
                new float[][] {{0.7f, 0.1f}},
                new float[] {1.0f},
                new float[] {0.3f});
        return new MlpRanker(List.of(weights), Map.of("shop", new Calibration(2, -3)), 1.5f, "mlp");
    }
}
