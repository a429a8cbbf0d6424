package dev.tributary.models.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class BatchingEncoderTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Lengths lengths = new Lengths();

    @Test
    void encodesAsSoonAsABatchIsFull() throws Exception {
        try (var encoder = BatchingEncoder.over(lengths, settings(2, LONG))) {
            var first = encoder.encode("a");
            var second = encoder.encode("bcd");
            assertThat(get(first)).containsExactly(1f);
            assertThat(get(second)).containsExactly(3f);
            assertThat(encoder.batches()).isEqualTo(1);
        }
    }

    @Test
    void encodesALoneTextAfterTheDelay() throws Exception {
        try (var encoder = BatchingEncoder.over(lengths, settings(100, Duration.ofMillis(1)))) {
            assertThat(get(encoder.encode("ab"))).containsExactly(2f);
        }
    }

    @Test
    void encodesATextInFlightOnce() throws Exception {
        try (var encoder = BatchingEncoder.over(lengths, settings(2, LONG))) {
            var first = encoder.encode("a");
            var again = encoder.encode("a");
            get(encoder.encode("b"));
            assertThat(get(again)).isSameAs(get(first));
            assertThat(encoder.textsEncoded()).isEqualTo(2);
            assertThat(encoder.cacheHits()).isEqualTo(1);
        }
    }

    @Test
    void answersFromMemory() throws Exception {
        try (var encoder = BatchingEncoder.over(lengths, settings(1, LONG))) {
            float[] vector = get(encoder.encode("abc"));
            assertThat(get(encoder.encode("abc"))).isSameAs(vector);
            assertThat(lengths.seen).containsExactly("abc");
        }
    }

    @Test
    void answersFromTheDiskOfTheRunBefore(@TempDir Path folder) throws Exception {
        var settings = settings(1, LONG).withDiskCache(folder);
        try (var encoder = BatchingEncoder.over(lengths, settings)) {
            get(encoder.encode("abc"));
        }
        try (var encoder = BatchingEncoder.over(lengths, settings)) {
            assertThat(get(encoder.encode("abc"))).containsExactly(3f);
            assertThat(encoder.diskHits()).isEqualTo(1);
            assertThat(encoder.textsEncoded()).isZero();
        }
    }

    @Test
    void failsTheTextsOfAFailedCallAndGoesOn() throws Exception {
        try (var encoder = BatchingEncoder.over(lengths, settings(1, LONG))) {
            var failing = encoder.encode("fail");
            assertThatThrownBy(() -> get(failing))
                    .hasCauseInstanceOf(EncoderException.class)
                    .hasMessageContaining("lengths@1 failed");
            assertThat(get(encoder.encode("ab"))).containsExactly(2f);
        }
    }

    @Test
    void failsWhatWaitsWhenClosed() {
        var encoder = BatchingEncoder.over(lengths, settings(100, LONG));
        var waiting = encoder.encode("a");
        encoder.close();
        assertThatThrownBy(() -> get(waiting)).hasMessageContaining("closed");
        assertThatThrownBy(() -> get(encoder.encode("b"))).hasMessageContaining("closed");
        assertThat(encoder.waiting()).isZero();
        assertThat(lengths.closed.getCount()).isZero();
    }

    private static EncoderSettings settings(int batchSize, Duration delay) {
        return EncoderSettings.defaults().withBatches(batchSize, delay);
    }

    private static float[] get(CompletableFuture<float[]> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }

    /** Encodes a text as its length. */
    private static final class Lengths implements TextEncoder {
        final List<String> seen = new CopyOnWriteArrayList<>();
        final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public String version() {
            return "lengths@1";
        }

        @Override
        public float[][] encode(List<String> texts) {
            if (texts.contains("fail")) {
                throw new IllegalStateException("out of memory");
            }
            seen.addAll(texts);
            return texts.stream().map(text -> new float[] {text.length()}).toArray(float[][]::new);
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
