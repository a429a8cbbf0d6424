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
import java.util.OptionalInt;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a model directory with libtorch. Many threads may call it: they tokenize side by side, and a fixed set of native threads runs the
 * batches, each on one core with a predictor of its own. Cores that share a batch instead wait for each other at every layer: on a machine
 * with other work on it, as a TaskManager is, that costs most of the speed.
 */
public final class TorchEncoder implements TextEncoder {
    private static final Logger LOG = LoggerFactory.getLogger(TorchEncoder.class);
    /** Of one batch on a CPU, padding included: more made no batch faster per text, and threads would wait longer for each other. */
    static final int MOST_TOKENS = 1_000;
    /** Texts are shared among threads only down to so many tokens, below which a call costs more than it saves. */
    private static final int LEAST_TOKENS = 256;

    private final ModelDirectory directory;
    private final Tokens tokens;
    private final int batchSize;
    private final boolean onGpu;
    private final int threadCount;
    private final Model model;
    private final BlockingQueue<Predictor<TokenBatch, float[][]>> predictors;
    private final NativeThreads threads;
    private final AtomicBoolean closed = new AtomicBoolean();

    private TorchEncoder(
            ModelDirectory directory, Tokens tokens, int batchSize, Device device, int threadCount, Model model) {
        this.directory = directory;
        this.tokens = tokens;
        this.batchSize = batchSize;
        this.onGpu = device.isGpu();
        this.threadCount = threadCount;
        this.model = model;
        this.predictors = new ArrayBlockingQueue<>(threadCount);
        for (int i = 0; i < threadCount; i++) {
            predictors.add(model.newPredictor(new SentenceTranslator(directory.card())));
        }
        this.threads = new NativeThreads(directory.card().name(), threadCount);
    }

    /**
     * Loads the model and encodes an empty text, so that a model that does not fit its model.json is found at once.
     *
     * @param engineCache folder for unpacked native libraries
     */
    public static TorchEncoder open(ModelDirectory directory, EncoderSettings settings, Path engineCache) {
        Engine engine = TorchEngine.start(engineCache);
        Device device = TorchEngine.device(engine, settings.gpu());
        TorchEngine.check(directory.card().precision(), device);
        return open(directory, settings, device);
    }

    static TorchEncoder open(ModelDirectory directory, EncoderSettings settings, Device device) {
        Tokens tokens = Tokens.open(directory, settings.maxTokens());
        TorchEncoder encoder;
        try {
            int threadCount = TorchEngine.threads(device, settings.threads());
            encoder = new TorchEncoder(
                    directory, tokens, settings.batchSize(), device, threadCount, load(directory, device));
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
                "Encoder {}: {} dimensions in {} precision, at most {} tokens a text, on {}, {} batches side by side",
                directory.version(),
                encoder.dimension(),
                directory.card().precision().label(),
                tokens.maximum(),
                device,
                encoder.threadCount);
        return encoder;
    }

    /**
     * Loads libtorch, if that has not been done yet, and says what it is.
     *
     * @param engineCache folder for unpacked native libraries
     */
    public static EncoderPlatform platform(Path engineCache) {
        Engine engine = TorchEngine.start(engineCache);
        Device device = TorchEngine.device(engine, OptionalInt.empty());
        return new EncoderPlatform(
                engine.getEngineName(),
                engine.getVersion(),
                device.isGpu() ? "gpu " + device.getDeviceId() : "cpu",
                TorchEngine.threads(device, 0));
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
    public void encode(List<String> texts, BatchListener listener) {
        List<Encoding> encodings = tokens.encode(texts);
        ToIntFunction<Integer> length = text -> TokenBatch.length(encodings.get(text));
        List<Integer> shortestFirst = IntStream.range(0, texts.size())
                .boxed()
                .sorted(Comparator.comparingInt(length))
                .toList();
        List<Callable<EncodedBatch>> tasks = new ArrayList<>();
        for (List<Integer> batch : batches(shortestFirst, length)) {
            tasks.add(() -> new EncodedBatch(batch, predict(batch, encodings)));
        }
        threads.call(tasks, batch -> listener.encoded(batch.positions, batch.vectors));
    }

    @SuppressWarnings("ArrayRecordComponent") // on its way from one thread to another, never compared
    private record EncodedBatch(List<Integer> positions, float[][] vectors) {}

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            threads.close();
            predictors.forEach(Predictor::close);
            model.close();
            tokens.close();
        }
    }

    /**
     * Neighbors in length together, the shortest first, so that they are answered soon. Each batch is a thread's share of what remains, so the
     * last ones are small and no thread waits long for another.
     */
    private List<List<Integer>> batches(List<Integer> shortestFirst, ToIntFunction<Integer> length) {
        int remaining = shortestFirst.stream().mapToInt(length::applyAsInt).sum();
        List<List<Integer>> batches = new ArrayList<>();
        int from = 0;
        while (from < shortestFirst.size()) {
            int most = mostTokens(remaining);
            int to = from;
            do {
                remaining -= length.applyAsInt(shortestFirst.get(to++));
            } while (to < shortestFirst.size()
                    && to - from < batchSize
                    && (to + 1 - from) * length.applyAsInt(shortestFirst.get(to)) <= most);
            batches.add(shortestFirst.subList(from, to));
            from = to;
        }
        return batches;
    }

    private int mostTokens(int remaining) {
        if (onGpu) {
            return Integer.MAX_VALUE; // one batch keeps it busier than two
        }
        return Math.max(LEAST_TOKENS, Math.min(MOST_TOKENS, remaining / threadCount));
    }

    /** Runs on a native thread: there are as many predictors as threads. */
    private float[][] predict(List<Integer> batch, List<Encoding> encodings)
            throws TranslateException, InterruptedException {
        List<Encoding> rows = batch.stream().map(encodings::get).toList();
        Predictor<TokenBatch, float[][]> predictor = predictors.take();
        try {
            return predictor.predict(TokenBatch.of(rows));
        } finally {
            predictors.add(predictor);
        }
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
