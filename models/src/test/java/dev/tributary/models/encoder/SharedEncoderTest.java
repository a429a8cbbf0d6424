package dev.tributary.models.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tributary.models.encoder.convert.TinyModel;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedEncoderTest {
    @TempDir
    Path folder;

    private EncoderSettings settings;

    @BeforeEach
    void write() throws Exception {
        settings = EncoderSettings.defaults()
                .withModel(TinyModel.write(folder.resolve("tiny")).toString());
    }

    @Test
    void equalSettingsShareOneEncoder() {
        try (var first = SharedEncoder.acquire(settings);
                var second = SharedEncoder.acquire(settings.withCacheSize(settings.cacheSize()));
                var other = SharedEncoder.acquire(settings.withMaxTokens(16))) {
            assertThat(second.encoder()).isSameAs(first.encoder());
            assertThat(other.encoder()).isNotSameAs(first.encoder());
        }
    }

    @Test
    void theLastLeaseClosesTheEncoder() throws Exception {
        var first = SharedEncoder.acquire(settings);
        var second = SharedEncoder.acquire(settings);
        BatchingEncoder encoder = first.encoder();
        first.close();
        first.close();
        assertThat(encoder.encode("still open").get()).hasSize(TinyModel.DIMENSION);
        assertThat(SharedEncoder.openLeases()).isEqualTo(1);
        second.close();
        assertThat(SharedEncoder.openLeases()).isZero();
        assertThatThrownBy(() -> encoder.encode("closed").get()).isInstanceOf(ExecutionException.class);
        try (var again = SharedEncoder.acquire(settings)) {
            assertThat(again.encoder()).isNotSameAs(encoder);
        }
    }

    /** A pool says that its threads have ended a moment before they have. */
    @Test
    void leavesNoThread() {
        SharedEncoder.acquire(settings).close();
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("encoder-batches", "encoder-tiny"));
    }

    @Test
    void manyMayAcquireAtOnce() {
        var leases = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> SharedEncoder.acquire(settings))
                .toList();
        assertThat(leases.stream().map(SharedEncoder.Lease::encoder).distinct()).hasSize(1);
        leases.forEach(SharedEncoder.Lease::close);
    }

    @Test
    void aFailedStartIsTriedAgain() {
        EncoderSettings wrong = settings.withMaxTokens(65);
        assertThatThrownBy(() -> SharedEncoder.acquire(wrong)).isInstanceOf(EncoderException.class);
        assertThatThrownBy(() -> SharedEncoder.acquire(wrong)).isInstanceOf(EncoderException.class);
    }
}
