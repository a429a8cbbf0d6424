package dev.tributary.models.interest.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.models.interest.Calibration;
import dev.tributary.models.interest.InterestModel;
import dev.tributary.models.interest.MlpRanker;
import dev.tributary.models.interest.MlpWeights;
import dev.tributary.models.interest.Signal;
import dev.tributary.models.interest.Tower;
import dev.tributary.models.vector.QuantizedVector;
import dev.tributary.models.vector.Whitening;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterestDirectoryTest {
    private static final String ENCODER = "letters@12345678";

    private static final Tower TOWER = new Tower(1, new float[] {1, 0}, new long[] {7}, new float[] {1}, List.of());

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
    void aTowerGoesWithTheModelIfThereIsOne() throws IOException {
        save(ranker(Signal.TOWER), Whitening.none(2), TOWER);
        InterestModel read = InterestDirectory.load(folder, ENCODER, 2);
        assertThat(Objects.requireNonNull(read.tower()).item(7, null)).containsExactly(1);

        save(ranker(), Whitening.none(2));

        assertThat(InterestDirectory.load(folder, ENCODER, 2).tower()).isNull();
        assertThat(folder.resolve(InterestDirectory.TOWER)).doesNotExist();
    }

    @Test
    void refusesATowerThatWasChangedOrIsForOtherTexts() throws IOException {
        save(
                ranker(Signal.TOWER),
                Whitening.none(2),
                new Tower(1, new float[] {1, 0, 0}, new long[0], new float[0], List.of()));
        assertThatThrownBy(() -> InterestDirectory.load(folder, ENCODER, 2))
                .isInstanceOf(UnfitModelException.class)
                .hasMessageContaining("tower.bin is for vectors of 3 dimensions");

        save(ranker(Signal.TOWER), Whitening.none(2), TOWER);
        Path file = folder.resolve(InterestDirectory.TOWER);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> InterestDirectory.load(folder, ENCODER, 2))
                .isInstanceOf(UnfitModelException.class)
                .hasMessageContaining("tower.bin has SHA-256");
    }

    @Test
    void refusesARankerWithoutTheTowerItLearnedWith() throws IOException {
        save(ranker(Signal.TOWER), Whitening.none(2), TOWER);
        Path manifest = folder.resolve(InterestDirectory.MANIFEST);
        Files.writeString(manifest, Files.readString(manifest).replaceAll(",?\\s*\"tower.bin\" : \"[0-9a-f]+\"", ""));
        assertThatThrownBy(() -> InterestDirectory.load(folder, ENCODER, 2))
                .isInstanceOf(UnfitModelException.class)
                .hasMessageContaining("learned with a tower, but no tower.bin");

        assertThatThrownBy(() -> save(ranker(Signal.TOWER), Whitening.none(2)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> save(ranker(), Whitening.none(2), TOWER)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anotherTowerIsAnotherVersion() throws IOException {
        save(ranker(Signal.TOWER), Whitening.none(2), TOWER);
        String version = InterestDirectory.load(folder, ENCODER, 2).ranker().version();

        save(
                ranker(Signal.TOWER),
                Whitening.none(2),
                new Tower(1, new float[] {1, 1}, new long[0], new float[0], List.of()));

        assertThat(InterestDirectory.load(folder, ENCODER, 2).ranker().version())
                .matches("mlp-[0-9a-f]{8}")
                .isNotEqualTo(version);
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
        save(ranker, whitening, null);
    }

    private void save(MlpRanker ranker, Whitening whitening, @Nullable Tower tower) throws IOException {
        var manifest = new InterestManifest(
                InterestManifest.SCHEMA, ENCODER, 2, List.of("neighbors"), Map.of(), Map.of(), Map.of(), Map.of());
        InterestDirectory.save(folder, manifest, whitening, ranker, tower);
    }

    private static MlpRanker ranker() {
        return ranker(Signal.NEIGHBORS);
    }

    private static MlpRanker ranker(Signal input) {
        var weights = new MlpWeights(
                List.of(input),
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
