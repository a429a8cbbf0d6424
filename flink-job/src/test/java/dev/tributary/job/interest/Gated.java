package dev.tributary.job.interest;

import dev.tributary.models.encoder.EncoderException;
import dev.tributary.models.encoder.TextEncoder;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/** An encoder that works at once, or when its gate is opened. Safe for use by many threads. */
final class Gated implements TextEncoder {
    private final CountDownLatch called = new CountDownLatch(1);
    private final CountDownLatch gate;

    private Gated(int locks) {
        gate = new CountDownLatch(locks);
    }

    static Gated open() {
        return new Gated(0);
    }

    static Gated closed() {
        return new Gated(1);
    }

    void awaitCall() throws InterruptedException {
        called.await();
    }

    void openGate() {
        gate.countDown();
    }

    @Override
    public int dimension() {
        return 4;
    }

    @Override
    public String version() {
        return "gated@1";
    }

    @Override
    public void encode(List<String> texts, BatchListener listener) {
        called.countDown();
        try {
            gate.await();
        } catch (InterruptedException closed) {
            throw new EncoderException("interrupted");
        }
        listener.encoded(
                IntStream.range(0, texts.size()).boxed().toList(),
                texts.stream().map(text -> new float[] {1, 0, 0, 0}).toArray(float[][]::new));
    }

    @Override
    public void close() {
        gate.countDown();
    }
}
