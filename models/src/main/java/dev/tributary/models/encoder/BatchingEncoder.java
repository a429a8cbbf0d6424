package dev.tributary.models.encoder;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers single texts into micro-batches for an encoder. The first waiting text waits at most {@code max-batch-delay} for others; while the
 * encoder works, the next ones gather by themselves, and it is given several batches' worth at a time, to sort by length. A text that is being
 * encoded already is not encoded twice, and vectors are kept in memory and, if wanted, on disk.
 *
 * <p>Many threads may call it; one thread of its own calls the encoder. First come, first served, but for the order within a window of
 * {@value #WINDOW} batches.
 */
public final class BatchingEncoder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BatchingEncoder.class);
    /** Batches' worth of texts that are sorted by length together: enough to keep padding low, few enough to answer soon. */
    private static final int WINDOW = 4;

    private static final long BETWEEN_LOOKS_MS = 1_000;

    private final TextEncoder encoder;
    private final EncoderSettings settings;
    private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final ConcurrentHashMap<TextKey, CompletableFuture<float[]>> inFlight = new ConcurrentHashMap<>();
    private final Cache<TextKey, float[]> cache;
    private final @Nullable VectorFile disk;
    private final LongAdder textsEncoded = new LongAdder();
    private final LongAdder batches = new LongAdder();
    private final LongAdder failedBatches = new LongAdder();
    private final LongAdder encodingNs = new LongAdder();
    private final LongAdder cacheHits = new LongAdder();
    private final LongAdder diskHits = new LongAdder();
    private final Thread worker;
    private volatile boolean closed;
    private volatile boolean failing;
    /** When the call that is under way began or last answered, {@link System#nanoTime}; meaningless while none is. */
    private volatile long calledAt;

    private volatile boolean calling;
    /** Whether the log says so; for the worker. */
    private boolean isDown;
    /** A text of the last batch that was encoded: what an encoder that works can do. For the worker. */
    private String proven = "";

    private record Waiting(TextKey key, String text, CompletableFuture<float[]> result) {}

    private BatchingEncoder(TextEncoder encoder, EncoderSettings settings, @Nullable VectorFile disk) {
        this.encoder = encoder;
        this.settings = settings;
        this.cache = Caffeine.newBuilder().maximumSize(settings.cacheSize()).build();
        this.disk = disk;
        this.worker = new Thread(this::work, "encoder-batches");
        worker.setDaemon(true);
    }

    /** Takes over the encoder: {@link #close()} closes it too, and so does a failure here. */
    public static BatchingEncoder over(TextEncoder encoder, EncoderSettings settings) {
        try {
            VectorFile disk = settings.diskCache()
                    .map(folder -> VectorFile.open(folder, fileName(encoder, settings), encoder.dimension()))
                    .orElse(null);
            var batching = new BatchingEncoder(encoder, settings, disk);
            batching.worker.start();
            return batching;
        } catch (RuntimeException e) {
            encoder.close();
            throw e;
        }
    }

    /**
     * Encodes a text, soon. Actions attached to the future may run on the encoding thread: they must be short.
     *
     * @return a unit vector, shared with others and not to be changed; fails with {@link UnencodableTextException} if it is the text's fault, with
     *     another {@link EncoderException} if the encoder does not work or was closed
     */
    public CompletableFuture<float[]> encode(String text) {
        TextKey key = TextKey.of(text);
        float @Nullable [] known = find(key);
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        var mine = new CompletableFuture<float[]>();
        CompletableFuture<float[]> others = inFlight.putIfAbsent(key, mine);
        if (others != null) {
            cacheHits.increment();
            return others.copy(); // one who cancels must not cancel for the others
        }
        queue.add(new Waiting(key, text, mine));
        if (closed) {
            failWaiting();
        }
        return mine.copy();
    }

    public int dimension() {
        return encoder.dimension();
    }

    public String version() {
        return encoder.version();
    }

    /** @return texts that the encoder has encoded */
    public long textsEncoded() {
        return textsEncoded.sum();
    }

    /** @return batches that were encoded */
    public long batches() {
        return batches.sum();
    }

    /** @return calls that the encoder failed on, texts of such a call that it then failed on alone among them */
    public long failedBatches() {
        return failedBatches.sum();
    }

    /** @return milliseconds spent in calls of the encoder, all together */
    public long encodingMs() {
        return TimeUnit.NANOSECONDS.toMillis(encodingNs.sum());
    }

    /** @return texts answered from memory, or together with the same text in flight */
    public long cacheHits() {
        return cacheHits.sum();
    }

    /** @return texts answered from disk */
    public long diskHits() {
        return diskHits.sum();
    }

    /** @return texts that wait for the encoder now */
    public int waiting() {
        return queue.size();
    }

    /** @return different texts that wait or are being encoded now */
    public int inFlight() {
        return inFlight.size();
    }

    /** @return whether its newest call did not fail and none has gone on for longer than this without an answer */
    public boolean works(Duration patience) {
        return !failing && !(calling && System.nanoTime() - calledAt > patience.toNanos());
    }

    /** Waits for the batches that have begun, fails all other texts, ends the thread and frees the encoder. */
    @Override
    public void close() {
        closed = true;
        if (Thread.currentThread() != worker) {
            worker.interrupt();
            awaitWorker();
        }
        failWaiting();
        encoder.close();
        if (disk != null) {
            disk.close();
        }
    }

    private void awaitWorker() {
        boolean interrupted = false;
        while (worker.isAlive()) {
            try {
                worker.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private float @Nullable [] find(TextKey key) {
        float[] inMemory = cache.getIfPresent(key);
        if (inMemory != null) {
            cacheHits.increment();
            return inMemory;
        }
        float @Nullable [] onDisk = disk == null ? null : disk.find(key);
        if (onDisk != null) {
            diskHits.increment();
            cache.put(key, onDisk);
        }
        return onDisk;
    }

    private void work() {
        var window = new ArrayList<Waiting>();
        try {
            while (!closed) {
                window.clear();
                gather(window);
                encode(window);
            }
        } catch (InterruptedException e) {
            // closing: what waits is failed by close
        } finally {
            window.forEach(this::failClosed); // no effect on those that were answered
        }
    }

    private void gather(List<Waiting> window) throws InterruptedException {
        window.add(first());
        long deadline = System.nanoTime() + settings.maxBatchDelay().toNanos();
        while (window.size() + queue.size() < settings.batchSize()) {
            Waiting next = queue.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                break;
            }
            window.add(next);
        }
        queue.drainTo(window, WINDOW * settings.batchSize() - window.size());
    }

    /** While the encoder does not work and nobody asks, it is looked whether it does again. */
    private Waiting first() throws InterruptedException {
        Waiting waiting = failing ? queue.poll(BETWEEN_LOOKS_MS, TimeUnit.MILLISECONDS) : queue.take();
        while (waiting == null) {
            answersAtAll();
            waiting = failing ? queue.poll(BETWEEN_LOOKS_MS, TimeUnit.MILLISECONDS) : queue.take();
        }
        return waiting;
    }

    /** Each batch is answered as soon as it is encoded. */
    private void encode(List<Waiting> window) {
        long start = System.nanoTime();
        try {
            call(
                    window.stream().map(Waiting::text).toList(),
                    (positions, vectors) ->
                            keep(positions.stream().map(window::get).toList(), vectors));
            encodingNs.add(System.nanoTime() - start);
        } catch (RuntimeException | Error e) {
            encodingNs.add(System.nanoTime() - start);
            failedBatches.increment();
            findTheGuilty(
                    window.stream().filter(waiting -> !waiting.result.isDone()).toList(), e);
        }
    }

    /** Tells an encoder that does not work from a text that it cannot encode, which must not fail the others of its batch. */
    private void findTheGuilty(List<Waiting> batch, Throwable cause) {
        if (closed) {
            batch.forEach(this::failClosed);
            return;
        }
        String reason = cause instanceof EncoderException ? String.valueOf(cause.getMessage()) : cause.toString();
        String message = "The encoder " + encoder.version() + " failed: " + reason;
        if (!answersAtAll()) {
            if (!isDown) {
                isDown = true;
                LOG.warn("{}. Texts wait until it works", message, cause);
            }
            var failure = new EncoderException(message, cause);
            batch.forEach(waiting -> fail(waiting, failure));
        } else if (batch.size() == 1) {
            Waiting guilty = batch.get(0);
            LOG.warn("A text of {} characters cannot be encoded, others can: {}", guilty.text.length(), reason);
            fail(guilty, new UnencodableTextException(message, cause));
        } else {
            LOG.warn("{} texts failed together, each is tried alone: {}", batch.size(), reason);
            for (Waiting waiting : batch) {
                if (!closed) { // else closing fails it
                    encode(List.of(waiting));
                }
            }
        }
    }

    private boolean answersAtAll() {
        try {
            call(List.of(proven), (positions, vectors) -> {});
            return true;
        } catch (RuntimeException | Error e) {
            return false;
        }
    }

    private void call(List<String> texts, TextEncoder.BatchListener listener) {
        calledAt = System.nanoTime();
        calling = true;
        boolean failed = true;
        try {
            var answered = new BitSet(texts.size());
            encoder.encode(texts, (positions, vectors) -> {
                calledAt = System.nanoTime(); // what goes on does not hang
                positions.subList(0, vectors.length).forEach(answered::set);
                listener.encoded(positions, vectors);
            });
            if (answered.cardinality() < texts.size()) {
                throw new EncoderException("got " + answered.cardinality() + " vectors for " + texts.size() + " texts");
            }
            failed = false;
            if (isDown) {
                isDown = false;
                LOG.info("The encoder {} works again", encoder.version());
            }
        } finally {
            failing = failed;
            calling = false;
        }
    }

    private void keep(List<Waiting> batch, float[][] vectors) {
        textsEncoded.add(batch.size());
        batches.increment();
        for (int i = 0; i < vectors.length && !closed; i++) {
            keep(batch.get(i), vectors[i]);
        }
    }

    private void keep(Waiting waiting, float[] vector) {
        proven = waiting.text;
        cache.put(waiting.key, vector);
        if (disk != null) {
            disk.add(waiting.key, vector);
        }
        inFlight.remove(waiting.key, waiting.result);
        waiting.result.complete(vector);
    }

    private void failWaiting() {
        Waiting waiting;
        while ((waiting = queue.poll()) != null) {
            failClosed(waiting);
        }
    }

    private void failClosed(Waiting waiting) {
        fail(waiting, new EncoderException("The encoder was closed before the text was encoded"));
    }

    private void fail(Waiting waiting, EncoderException failure) {
        inFlight.remove(waiting.key, waiting.result);
        waiting.result.completeExceptionally(failure);
    }

    /** Vectors of two files must not be mixed: the encoder or the number of tokens read differs. */
    private static String fileName(TextEncoder encoder, EncoderSettings settings) {
        return encoder.version().replaceAll("[^A-Za-z0-9.@-]", "_") + "-" + settings.maxTokens();
    }
}
