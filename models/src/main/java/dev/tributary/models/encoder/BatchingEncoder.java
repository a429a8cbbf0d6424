package dev.tributary.models.encoder;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Gathers single texts into micro-batches for an encoder. The first waiting text waits at most {@code max-batch-delay} for others; while the
 * encoder works, the next ones gather by themselves, and several batches' worth are sorted by length together. A text that is being encoded
 * already is not encoded twice, and vectors are kept in memory and, if wanted, on disk.
 *
 * <p>Many threads may call it; one thread of its own calls the encoder. First come, first served.
 */
public final class BatchingEncoder implements AutoCloseable {
    /** Batches' worth of texts that are sorted by length together: enough to keep padding low, few enough to answer soon. */
    private static final int WINDOW = 4;

    private final TextEncoder encoder;
    private final EncoderSettings settings;
    private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final ConcurrentHashMap<TextKey, CompletableFuture<float[]>> inFlight = new ConcurrentHashMap<>();
    private final Cache<TextKey, float[]> cache;
    private final @Nullable VectorFile disk;
    private final AtomicLong textsEncoded = new AtomicLong();
    private final AtomicLong batches = new AtomicLong();
    private final AtomicLong cacheHits = new AtomicLong();
    private final AtomicLong diskHits = new AtomicLong();
    private final Thread worker;
    private volatile boolean closed;

    private record Waiting(TextKey key, String text, CompletableFuture<float[]> result) {}

    private BatchingEncoder(TextEncoder encoder, EncoderSettings settings) {
        this.encoder = encoder;
        this.settings = settings;
        this.cache = Caffeine.newBuilder().maximumSize(settings.cacheSize()).build();
        this.disk = settings.diskCache()
                .map(folder -> VectorFile.open(folder, fileName(), encoder.dimension()))
                .orElse(null);
        this.worker = new Thread(this::work, "encoder-batches");
        worker.setDaemon(true);
    }

    /** Takes over the encoder: {@link #close()} closes it too. */
    public static BatchingEncoder over(TextEncoder encoder, EncoderSettings settings) {
        var batching = new BatchingEncoder(encoder, settings);
        batching.worker.start();
        return batching;
    }

    /**
     * Encodes a text, soon.
     *
     * @return a unit vector, not to be changed; fails with {@link EncoderException} if the encoder failed or was closed
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
            cacheHits.incrementAndGet();
            return others;
        }
        queue.add(new Waiting(key, text, mine));
        if (closed) {
            failWaiting();
        }
        return mine;
    }

    public int dimension() {
        return encoder.dimension();
    }

    public String version() {
        return encoder.version();
    }

    /** @return texts that the encoder has encoded */
    public long textsEncoded() {
        return textsEncoded.get();
    }

    /** @return calls of the encoder */
    public long batches() {
        return batches.get();
    }

    /** @return texts answered from memory, or together with the same text in flight */
    public long cacheHits() {
        return cacheHits.get();
    }

    /** @return texts answered from disk */
    public long diskHits() {
        return diskHits.get();
    }

    /** @return texts that wait for the encoder now */
    public int waiting() {
        return queue.size();
    }

    @Override
    public void close() {
        closed = true;
        worker.interrupt();
        boolean interrupted = false;
        while (worker.isAlive()) {
            try {
                worker.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        failWaiting();
        encoder.close();
        if (disk != null) {
            disk.close();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private float @Nullable [] find(TextKey key) {
        float[] inMemory = cache.getIfPresent(key);
        if (inMemory != null) {
            cacheHits.incrementAndGet();
            return inMemory;
        }
        float @Nullable [] onDisk = disk == null ? null : disk.find(key);
        if (onDisk != null) {
            diskHits.incrementAndGet();
            cache.put(key, onDisk);
        }
        return onDisk;
    }

    private void work() {
        var window = new ArrayList<Waiting>();
        try {
            while (!closed) {
                gather(window);
                encode(window);
                window.clear();
            }
        } catch (InterruptedException e) {
            // closing: what waits is failed by close
        } finally {
            window.forEach(this::failClosed);
        }
    }

    private void gather(List<Waiting> window) throws InterruptedException {
        window.add(queue.take());
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

    /** The encoder sorts by length and cuts into batches itself. */
    private void encode(List<Waiting> window) {
        try {
            float[][] vectors =
                    encoder.encode(window.stream().map(Waiting::text).toList());
            textsEncoded.addAndGet(window.size());
            batches.addAndGet((window.size() + settings.batchSize() - 1) / settings.batchSize());
            for (int i = 0; i < vectors.length; i++) {
                keep(window.get(i), vectors[i]);
            }
        } catch (RuntimeException | Error e) {
            var failure = new EncoderException("The encoder " + encoder.version() + " failed: " + e, e);
            window.forEach(waiting -> fail(waiting, failure));
        }
    }

    private void keep(Waiting waiting, float[] vector) {
        cache.put(waiting.key(), vector);
        inFlight.remove(waiting.key());
        waiting.result().complete(vector);
        if (disk != null) {
            disk.add(waiting.key(), vector);
        }
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
        inFlight.remove(waiting.key());
        waiting.result().completeExceptionally(failure);
    }

    private String fileName() {
        return encoder.version().replaceAll("[^A-Za-z0-9.@-]", "_") + "-" + settings.maxTokens();
    }
}
