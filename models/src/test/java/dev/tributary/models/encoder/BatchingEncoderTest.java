package dev.tributary.models.encoder;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    void keepsHashesOfTextsOnDiskAndNoWordOfThem(@TempDir Path folder) throws Exception {
        try (var encoder = BatchingEncoder.over(lengths, settings(1, LONG).withDiskCache(folder))) {
            get(encoder.encode("bought Light trail running shoes"));
        }

        try (var files = Files.list(folder)) {
            assertThat(files)
                    .isNotEmpty()
                    .allSatisfy(file ->
                            assertThat(Files.readString(file, ISO_8859_1)).doesNotContain("bought", "shoes"));
        }
    }

    @Test
    void failsATextThatCannotBeEncodedAndGoesOn() throws Exception {
        try (var encoder = BatchingEncoder.over(lengths, settings(1, LONG))) {
            var failing = encoder.encode("fail");
            assertThatThrownBy(() -> get(failing))
                    .hasCauseInstanceOf(EncoderException.class)
                    .hasMessageContaining("lengths@1 failed");
            assertThat(get(encoder.encode("ab"))).containsExactly(2f);
            assertThat(encoder.failedBatches()).isEqualTo(1);
            assertThat(encoder.batches()).isEqualTo(1);
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

    @Test
    void whoCancelsDoesNotCancelForOthers() throws Exception {
        try (var encoder = BatchingEncoder.over(lengths, settings(2, LONG))) {
            var cancelled = encoder.encode("abc");
            var same = encoder.encode("abc");
            cancelled.cancel(true);
            get(encoder.encode("b"));
            assertThat(get(same)).containsExactly(3f);
        }
    }

    @Test
    void givesTheEncoderAFewBatchesAtATimeOnceManyWait() throws Exception {
        lengths.hold();
        try (var encoder = BatchingEncoder.over(lengths, settings(2, Duration.ZERO))) {
            var held = encoder.encode("");
            lengths.awaitCall();
            var rest = Stream.of("a", "ab", "abc", "abcd", "abcde", "b", "bc", "bcd", "bcde")
                    .map(encoder::encode)
                    .toList();
            assertThat(encoder.waiting()).isEqualTo(9);
            assertThat(encoder.inFlight()).isEqualTo(10);
            lengths.release();
            get(held);
            for (var text : rest) {
                get(text);
            }
            assertThat(lengths.calls)
                    .containsExactly(
                            List.of(""), List.of("a", "ab", "abc", "abcd", "abcde", "b", "bc", "bcd"), List.of("bcde"));
            assertThat(encoder.inFlight()).isZero();
        }
    }

    @Test
    void aTextThatCannotBeEncodedIsToldAndDoesNotFailItsBatch() throws Exception {
        try (var encoder = BatchingEncoder.over(lengths, settings(3, LONG))) {
            var before = encoder.encode("ab");
            var guilty = encoder.encode("fail");
            var after = encoder.encode("abc");

            assertThat(get(before)).containsExactly(2f);
            assertThat(get(after)).containsExactly(3f);
            assertThatThrownBy(() -> get(guilty)).hasCauseInstanceOf(UnencodableTextException.class);
            assertThat(encoder.works(Duration.ofMinutes(1))).isTrue();
        }
    }

    @Test
    void whatWasAnsweredBeforeAFailureIsNotEncodedAgain() throws Exception {
        try (var encoder = BatchingEncoder.over(lengths, settings(3, LONG))) {
            var before = encoder.encode("ab");
            var guilty = encoder.encode("late");
            var after = encoder.encode("abc");

            assertThat(get(before)).containsExactly(2f);
            assertThat(get(after)).containsExactly(3f);
            assertThatThrownBy(() -> get(guilty)).hasCauseInstanceOf(UnencodableTextException.class);
            assertThat(encoder.textsEncoded()).isEqualTo(2);
        }
    }

    @Test
    void aTextThatGetsNoVectorFails() throws Exception {
        try (var encoder = BatchingEncoder.over(lengths, settings(2, LONG))) {
            var other = encoder.encode("ab");
            var forgotten = encoder.encode("forgotten");

            assertThat(get(other)).containsExactly(2f);
            assertThatThrownBy(() -> get(forgotten))
                    .hasCauseInstanceOf(UnencodableTextException.class)
                    .hasMessageContaining("got 1 vectors for 2 texts");
        }
    }

    @Test
    void anEncoderThatDoesNotWorkIsNoFaultOfATextAndIsNotCalledForEach() throws Exception {
        lengths.fail();
        try (var encoder = BatchingEncoder.over(lengths, settings(3, LONG))) {
            var waiting = List.of(encoder.encode("a"), encoder.encode("ab"), encoder.encode("abc"));
            for (var each : waiting) {
                assertThatThrownBy(() -> get(each))
                        .hasCauseExactlyInstanceOf(EncoderException.class)
                        .hasMessageContaining("out of memory");
            }
            assertThat(encoder.works(Duration.ofMinutes(1))).isFalse();
            assertThat(encoder.failedBatches()).isEqualTo(1);

            lengths.recover();
            for (int looks = 0; looks < 400 && !encoder.works(Duration.ofMinutes(1)); looks++) {
                Thread.sleep(50);
            }
            assertThat(encoder.works(Duration.ofMinutes(1)))
                    .as("though nobody asks")
                    .isTrue();
        }
    }

    @Test
    void anEncoderThatAnswersNothingDoesNotWork() throws Exception {
        lengths.fallSilent();
        try (var encoder = BatchingEncoder.over(lengths, settings(2, LONG))) {
            var waiting = List.of(encoder.encode("a"), encoder.encode("ab"));
            for (var each : waiting) {
                assertThatThrownBy(() -> get(each))
                        .hasCauseExactlyInstanceOf(EncoderException.class)
                        .hasMessageContaining("got 0 vectors for 2 texts");
            }
            assertThat(encoder.works(Duration.ofMinutes(1))).isFalse();
        }
    }

    @Test
    void answersThoughNothingIsKept() throws Exception {
        try (var encoder = BatchingEncoder.over(lengths, settings(1, LONG).withCacheSize(0))) {
            assertThat(get(encoder.encode("abc"))).containsExactly(3f);
            assertThat(get(encoder.encode("abc"))).containsExactly(3f);
        }
    }

    @Test
    void mayBeClosedByTheAnswerToAText() throws Exception {
        var encoder = BatchingEncoder.over(lengths, settings(1, LONG));
        var closing = encoder.encode("abc").thenAccept(vector -> encoder.close());
        closing.get(20, TimeUnit.SECONDS);
        assertThat(lengths.closed.getCount()).isZero();
        assertThatThrownBy(() -> get(encoder.encode("b"))).hasMessageContaining("closed");
    }

    @Test
    void closesTheEncoderIfTheDiskCacheCannotBeOpened(@TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> BatchingEncoder.over(lengths, settings(1, LONG).withDiskCache(file)))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining(file.toString());
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
        final List<List<String>> calls = new CopyOnWriteArrayList<>();
        private final CountDownLatch called = new CountDownLatch(1);
        private volatile CountDownLatch gate = new CountDownLatch(0);
        final CountDownLatch closed = new CountDownLatch(1);
        private volatile boolean failing;
        private volatile boolean silent;

        void fail() {
            failing = true;
        }

        void fallSilent() {
            silent = true;
        }

        void recover() {
            failing = false;
        }

        void hold() {
            gate = new CountDownLatch(1);
        }

        void release() {
            gate.countDown();
        }

        void awaitCall() throws InterruptedException {
            assertThat(called.await(20, TimeUnit.SECONDS)).isTrue();
        }

        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public String version() {
            return "lengths@1";
        }

        @Override
        public void encode(List<String> texts, BatchListener listener) {
            if (failing || texts.contains("fail")) {
                throw new IllegalStateException("out of memory");
            }
            seen.addAll(texts);
            calls.add(List.copyOf(texts));
            called.countDown();
            awaitGate();
            if (silent) {
                return;
            }
            int end = texts.contains("late") ? texts.indexOf("late") : texts.size();
            List<Integer> answered = IntStream.range(0, end)
                    .filter(i -> !texts.get(i).equals("forgotten"))
                    .boxed()
                    .toList();
            listener.encoded(
                    answered,
                    answered.stream()
                            .map(i -> new float[] {texts.get(i).length()})
                            .toArray(float[][]::new));
            if (end < texts.size()) {
                throw new IllegalStateException("out of memory");
            }
        }

        private void awaitGate() {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
