package dev.tributary.models.encoder.torch;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import dev.tributary.models.encoder.EncoderException;
import dev.tributary.models.encoder.EncoderPlatform;
import dev.tributary.models.encoder.EncoderSettings;
import dev.tributary.models.encoder.TextEncoder;
import dev.tributary.models.encoder.directory.ModelDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a model directory with libtorch. Many threads may call it: they tokenize side by side, and one native thread runs the
 * batches one after the other, each on all cores, because a DJL predictor serves one thread and each calling thread would
 * get OpenMP threads of its own.
 */
public final class TorchEncoder implements TextEncoder {
    private static final Logger LOG = LoggerFactory.getLogger(TorchEncoder.class);

    private final ModelDirectory directory;
    private final Tokens tokens;
    private final int batchSize;
    private final Model model;
    private final Predictor<TokenBatch, float[][]> predictor;
    private final NativeThread thread;

    private TorchEncoder(ModelDirectory directory, Tokens tokens, int batchSize, Model model) {
        this.directory = directory;
        this.tokens = tokens;
        this.batchSize = batchSize;
        this.model = model;
        this.predictor = model.newPredictor(new SentenceTranslator(directory.card()));
        this.thread = new NativeThread(directory.card().name());
    }

    /**
     * Loads the model and encodes an empty text, so that a model that does not fit its model.json is found at once.
     *
     * @param engineCache folder for unpacked native libraries
     */
    public static TorchEncoder open(ModelDirectory directory, EncoderSettings settings, Path engineCache) {
        Engine engine = TorchEngine.start(settings.threads(), engineCache);
        Device device = TorchEngine.device(engine);
        Tokens tokens = Tokens.open(directory, settings.maxTokens());
        TorchEncoder encoder;
        try {
            encoder = new TorchEncoder(directory, tokens, settings.batchSize(), load(directory, device));
        } catch (RuntimeException e) {
            tokens.close();
            throw e;
        }
        try {
            encoder.encode(List.of(""));
        } catch (RuntimeException e) {
            encoder.close();
            throw e;
        }
        LOG.info(
                "Encoder {}: {} dimensions, at most {} tokens a text, on {} with {} threads",
                directory.version(),
                encoder.dimension(),
                tokens.maximum(),
                device,
                TorchEngine.threads());
        return encoder;
    }

    /**
     * Loads libtorch, if that has not been done yet, and says what it is.
     *
     * @param engineCache folder for unpacked native libraries
     */
    public static EncoderPlatform platform(Path engineCache) {
        Engine engine = TorchEngine.start(0, engineCache);
        Device device = TorchEngine.device(engine);
        return new EncoderPlatform(
                engine.getEngineName(),
                engine.getVersion(),
                device.isGpu() ? "gpu " + device.getDeviceId() : "cpu",
                TorchEngine.threads());
    }

    @Override
    public int dimension() {
        return directory.card().dimension();
    }

    @Override
    public String version() {
        return directory.version();
    }

    @Override
    public float[][] encode(List<String> texts) {
        List<Encoding> encodings = tokens.encode(texts);
        List<Integer> byLength = IntStream.range(0, texts.size())
                .boxed()
                .sorted(Comparator.comparingInt(text -> TokenBatch.length(encodings.get(text))))
                .toList();
        float[][] vectors = new float[texts.size()][];
        for (int from = 0; from < byLength.size(); from += batchSize) {
            List<Integer> batch = byLength.subList(from, Math.min(from + batchSize, byLength.size()));
            float[][] encoded = thread.call(() -> predict(batch, encodings));
            for (int i = 0; i < encoded.length; i++) {
                vectors[batch.get(i)] = encoded[i];
            }
        }
        return vectors;
    }

    @Override
    public void close() {
        thread.close(() -> {
            predictor.close();
            model.close();
        });
        tokens.close();
    }

    private float[][] predict(List<Integer> batch, List<Encoding> encodings) throws TranslateException {
        List<Encoding> rows = new ArrayList<>();
        batch.forEach(text -> rows.add(encodings.get(text)));
        return predictor.predict(TokenBatch.of(rows));
    }

    private static Model load(ModelDirectory directory, Device device) {
        Model model = Model.newInstance(directory.card().name(), device, "PyTorch");
        try {
            model.load(directory.path(), ModelDirectory.MODEL);
            return model;
        } catch (IOException | MalformedModelException | RuntimeException e) {
            model.close();
            throw new EncoderException("libtorch cannot load " + directory.model() + ": " + e.getMessage(), e);
        }
    }
}
