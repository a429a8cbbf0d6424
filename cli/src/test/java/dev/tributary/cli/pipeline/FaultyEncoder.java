package dev.tributary.cli.pipeline;

import dev.tributary.models.encoder.EncoderException;
import dev.tributary.models.encoder.EncoderSettings;
import dev.tributary.models.encoder.Encoders;
import dev.tributary.models.encoder.SharedEncoder;
import dev.tributary.models.encoder.TextEncoder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The real encoder, and a switch that makes it fail, hang or take its time. Safe for use by many threads. */
final class FaultyEncoder implements TextEncoder {
    private final TextEncoder real;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean failing;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile Duration slowness = Duration.ZERO;
    private volatile String poison = "";
    private volatile float @Nullable [] alike;

    FaultyEncoder(EncoderSettings settings) {
        real = Encoders.open(settings);
    }

    /** The lease makes all jobs of this JVM with these settings use it. */
    SharedEncoder.Lease share(EncoderSettings settings) {
        return SharedEncoder.acquire(settings, same -> this);
    }

    void fail() {
        failing = true;
    }

    /** Calls that hold this text fail. */
    void failOn(String text) {
        poison = text;
    }

    /** From now on a call costs nothing. */
    void answerAllAlike() {
        alike = real.encode(List.of("alike"))[0];
    }

    void hang() {
        gate = new CountDownLatch(1);
    }

    void takeTime(Duration ofACall) {
        slowness = ofACall;
    }

    void work() {
        slowness = Duration.ZERO;
        failing = false;
        gate.countDown();
    }

    int calls() {
        return calls.get();
    }

    @Override
    public int dimension() {
        return real.dimension();
    }

    @Override
    public String version() {
        return real.version();
    }

    @Override
    public void encode(List<String> texts, BatchListener listener) {
        calls.incrementAndGet();
        try {
            gate.await();
            Thread.sleep(slowness.toMillis());
        } catch (InterruptedException closed) {
            throw new EncoderException("interrupted");
        }
        if (failing || !poison.isEmpty() && texts.stream().anyMatch(text -> text.contains(poison))) {
            throw new EncoderException("out of order");
        }
        float[] same = alike;
        if (same == null) {
            real.encode(texts, listener);
        } else {
            listener.encoded(
                    IntStream.range(0, texts.size()).boxed().toList(),
                    texts.stream().map(text -> same).toArray(float[][]::new));
        }
    }

    @Override
    public void close() {
        real.close();
    }
}
