package dev.tributary.models.encoder;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * One encoder per process and settings, shared by all who hold a lease on it: the subtasks of a TaskManager. The last lease to be closed frees
 * the encoder's memory. Safe for use by many threads; the first to come waits while the model loads, others wait with it.
 */
public final class SharedEncoder {
    private static final Map<EncoderSettings, SharedEncoder> OPEN = new HashMap<>();

    private final BatchingEncoder encoder;
    private int leases;

    private SharedEncoder(BatchingEncoder encoder) {
        this.encoder = encoder;
    }

    /** @throws EncoderException if there is no such model or it cannot be used */
    public static Lease acquire(EncoderSettings settings) {
        return acquire(settings, Encoders::open);
    }

    /** As {@link #acquire(EncoderSettings)}, but where none is open yet for these settings, it is opened in another way. */
    public static Lease acquire(EncoderSettings settings, Function<EncoderSettings, TextEncoder> open) {
        synchronized (OPEN) {
            var shared = OPEN.computeIfAbsent(
                    settings, key -> new SharedEncoder(BatchingEncoder.over(open.apply(key), key)));
            shared.leases++;
            return new Lease(settings, shared);
        }
    }

    /** @return leases that nobody has closed yet, on all encoders of this process together */
    public static int openLeases() {
        synchronized (OPEN) {
            return OPEN.values().stream().mapToInt(shared -> shared.leases).sum();
        }
    }

    private static void release(EncoderSettings settings, SharedEncoder shared) {
        synchronized (OPEN) {
            shared.leases--;
            if (shared.leases == 0) {
                OPEN.remove(settings);
                shared.encoder.close();
            }
        }
    }

    /** The right to use a shared encoder until it is closed. Closing twice does no harm. */
    public static final class Lease implements AutoCloseable {
        private final EncoderSettings settings;
        private final SharedEncoder shared;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Lease(EncoderSettings settings, SharedEncoder shared) {
            this.settings = settings;
            this.shared = shared;
        }

        public BatchingEncoder encoder() {
            return shared.encoder;
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                release(settings, shared);
            }
        }
    }
}
