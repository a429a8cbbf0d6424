package dev.tributary.job.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tributary.models.encoder.EncoderException;
import dev.tributary.models.encoder.directory.ModelCard;
import dev.tributary.models.encoder.directory.ModelCard.FileFact;
import dev.tributary.models.encoder.directory.ModelDirectory;
import dev.tributary.models.encoder.directory.Pooling;
import dev.tributary.models.encoder.directory.Precision;
import dev.tributary.models.encoder.directory.Sha256;
import dev.tributary.models.interest.MlpRanker;
import dev.tributary.models.interest.MlpWeights;
import dev.tributary.models.interest.Signal;
import dev.tributary.models.interest.directory.InterestDirectory;
import dev.tributary.models.interest.directory.InterestManifest;
import dev.tributary.models.interest.directory.UnfitModelException;
import dev.tributary.models.vector.Whitening;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncodingTest {
    private static final OptionalInt NO_GPU = OptionalInt.empty();

    @TempDir
    private Path folder;

    @Test
    void scoresWithTheModelItIsGiven() throws IOException {
        String encoder = usual();
        save(encoder);

        try (var encoding = Encoding.open(config(folder.toString()), NO_GPU)) {
            assertThat(encoding.version()).matches(encoder + "\\+mlp-[0-9a-f]{8}");
        }
    }

    @Test
    void tellsVectorsOfTwoWhiteningsApartAlsoAroundTheSameMean() throws IOException {
        String encoder = usual();
        save(encoder);
        String plain = vectorsOf();
        save(encoder, spreadAlong(0));
        String one = vectorsOf();
        save(encoder, spreadAlong(1));
        String other = vectorsOf();
        save(encoder, spreadAlong(0));

        assertThat(plain).isEqualTo(encoder);
        assertThat(one).startsWith(encoder + ", whitened ").isNotEqualTo(other);
        assertThat(vectorsOf()).isEqualTo(one);
    }

    private String vectorsOf() {
        try (var encoding = Encoding.open(config(folder.toString()), NO_GPU)) {
            return encoding.vectorsOf();
        }
    }

    private static Whitening spreadAlong(int direction) {
        float[] there = new float[384];
        float[] back = new float[384];
        there[direction] = 1;
        back[direction] = -1;
        return Whitening.fit(List.of(there, back));
    }

    private static String usual() {
        try (var usual = Encoding.open(EncodeConfig.from(new Configuration()), NO_GPU)) {
            return usual.encoder().version();
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

    @Test
    void failsForGoodWithAModelFileOfWhichOneBitHasChangedAndNamesTheHashes() throws IOException {
        Path weights = folder.resolve(ModelDirectory.MODEL);
        Files.writeString(weights, "weights");
        Files.writeString(folder.resolve(ModelDirectory.TOKENIZER), "{}");
        var files = new LinkedHashMap<String, FileFact>();
        for (String name : List.of(ModelDirectory.MODEL, ModelDirectory.TOKENIZER)) {
            Path file = folder.resolve(name);
            files.put(name, new FileFact(Sha256.of(file), Files.size(file)));
        }
        var card = new ModelCard(
                "tiny",
                2,
                Pooling.MEAN,
                List.of("en"),
                8,
                "MIT",
                Precision.FULL,
                ModelCard.DEFAULT_INPUTS,
                Optional.empty(),
                files);
        Files.writeString(folder.resolve(ModelDirectory.CARD), card.toJson());
        String before = Sha256.of(weights);
        byte[] bytes = Files.readAllBytes(weights);
        bytes[3] ^= 1;
        Files.write(weights, bytes);
        var settings = new Configuration();
        settings.set(EncodeConfig.MODEL, folder.toString());

        assertThatThrownBy(() -> Encoding.open(EncodeConfig.from(settings), NO_GPU))
                .isInstanceOf(SuppressRestartsException.class)
                .cause()
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("model.pt has SHA-256 " + Sha256.of(weights) + ", model.json says " + before);
    }

    /** Where no GPU is: of what Flink gives, the lowest number is asked for, and the CPU is taken with one line in the log. */
    @Test
    void asksForTheGpuThatFlinkGaveAndTakesTheCpuWithALineInTheLogWhereThereIsNone() {
        assumeTrue(Files.notExists(Path.of("/dev/nvidia0")), "there is a GPU");
        var log = new Keeping();
        var context = given(new GivenGpuTest.Info(Map.of("index", "7")), new GivenGpuTest.Info(Map.of("index", "5")));

        try (var encoding = Encoding.open(EncodeConfig.from(new Configuration()), context)) {
            assertThat(encoding.encode("Running shoes").join().dimension()).isEqualTo(384);
        } finally {
            log.end();
        }

        assertThat(log.lines)
                .filteredOn(line -> line.contains("GPU"))
                .containsExactly(
                        "GPU 5 was given to this process, but this libtorch sees none: texts are encoded on the CPU."
                                + " Use the image gpu or the build profile cuda, and look at the driver.");
    }

    /** A runtime context that knows nothing but what it was given under the name {@code gpu}. */
    private static RuntimeContext given(ExternalResourceInfo... gpus) {
        return (RuntimeContext) Proxy.newProxyInstance(
                RuntimeContext.class.getClassLoader(),
                new Class<?>[] {RuntimeContext.class},
                (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("getExternalResourceInfos");
                    assertThat(arguments).containsExactly("gpu");
                    return Set.of(gpus);
                });
    }

    private static EncodeConfig config(String interestModel) {
        var settings = new Configuration();
        settings.set(EncodeConfig.INTEREST_MODEL, interestModel);
        return EncodeConfig.from(settings);
    }

    private void save(String encoder) throws IOException {
        save(encoder, Whitening.none(384));
    }

    private void save(String encoder, Whitening whitening) throws IOException {
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
        InterestDirectory.save(folder, manifest, whitening, new MlpRanker(List.of(weights), Map.of(), "mlp"), null);
    }

    /** What is logged from now on, warnings and worse. */
    private static final class Keeping extends AbstractAppender {
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
        private final LoggerConfig root = context.getConfiguration().getRootLogger();
        private final Level before = root.getLevel();

        Keeping() {
            super("kept", null, null, true, Property.EMPTY_ARRAY);
            start();
            root.addAppender(this, Level.WARN, null);
            root.setLevel(Level.WARN);
            context.updateLoggers();
        }

        @Override
        public void append(LogEvent event) {
            lines.add(event.getMessage().getFormattedMessage());
        }

        void end() {
            root.setLevel(before);
            root.removeAppender(getName());
            context.updateLoggers();
            stop();
        }
    }
}
