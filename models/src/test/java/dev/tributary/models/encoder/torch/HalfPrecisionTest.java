package dev.tributary.models.encoder.torch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import dev.tributary.models.encoder.EncoderSettings;
import dev.tributary.models.encoder.Encoders;
import dev.tributary.models.encoder.TextEncoder;
import dev.tributary.models.encoder.convert.Kernels;
import dev.tributary.models.encoder.convert.OnnxToTorchScript;
import dev.tributary.models.encoder.directory.ModelCard;
import dev.tributary.models.encoder.directory.ModelCard.FileFact;
import dev.tributary.models.encoder.directory.ModelDirectory;
import dev.tributary.models.encoder.directory.Pooling;
import dev.tributary.models.encoder.directory.Precision;
import dev.tributary.models.encoder.directory.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Weights of half precision, on a CPU, which a user is not offered: slow, but the arithmetic is that of a GPU. */
class HalfPrecisionTest {
    private static final List<String> TEXTS =
            List.of("Red running shoes", "quarterly tax report", "空气炸锅食谱:外酥里嫩的鸡翅", "word ".repeat(60));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"all-MiniLM-L6-v2, 384, MEAN", "bge-small-zh-v1.5, 512, CLS"})
    void vectorsAreNearlyThoseOfFullPrecision(String name, int dimension, Pooling pooling) throws Exception {
        EncoderSettings settings = EncoderSettings.defaults().withModel(name);
        try (TextEncoder full = Encoders.open(settings);
                TextEncoder half = TorchEncoder.open(half(name, dimension, pooling), settings, Device.cpu())) {
            float[][] expected = full.encode(TEXTS);
            float[][] found = half.encode(TEXTS);

            assertThat(half.version()).isNotEqualTo(full.version());
            for (int text = 0; text < TEXTS.size(); text++) {
                assertThat(dot(found[text], expected[text])).isGreaterThan(0.9999);
            }
        }
    }

    private ModelDirectory half(String name, int dimension, Pooling pooling) throws IOException {
        String resource = "/" + name.toLowerCase(Locale.ROOT);
        Path model = folder.resolve(ModelDirectory.MODEL);
        Path tokenizer = folder.resolve(ModelDirectory.TOKENIZER);
        OnnxToTorchScript.convert(
                ByteBuffer.wrap(bytes(resource + ".onnx")), pooling, Precision.HALF, Kernels.PORTABLE, model);
        Files.write(tokenizer, bytes(resource + "-tokenizer.json"));
        var files = Map.of(ModelDirectory.MODEL, fact(model), ModelDirectory.TOKENIZER, fact(tokenizer));
        var card = new ModelCard(
                name,
                dimension,
                pooling,
                List.of(),
                256,
                "MIT",
                Precision.HALF,
                ModelCard.DEFAULT_INPUTS,
                Optional.empty(),
                files);
        Files.writeString(folder.resolve(ModelDirectory.CARD), card.toJson());
        return ModelDirectory.load(folder);
    }

    private static FileFact fact(Path file) throws IOException {
        return new FileFact(Sha256.of(file), Files.size(file));
    }

    private static byte[] bytes(String resource) throws IOException {
        try (var in = HalfPrecisionTest.class.getResourceAsStream(resource)) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
