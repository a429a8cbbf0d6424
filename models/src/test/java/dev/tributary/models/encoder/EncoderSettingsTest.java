package dev.tributary.models.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class EncoderSettingsTest {
    private static final EncoderSettings DEFAULTS = EncoderSettings.defaults();
    private static final Path HOME = Path.of("/home/ada");

    @Test
    void namesTheKeyAndTheValueThatIsWrong() {
        refuses(settings -> settings.withModel(" "), "tributary.encode.model");
        refuses(settings -> settings.withBatches(0, Duration.ZERO), "batch-size must be between 1 and 1024, got 0");
        refuses(settings -> settings.withBatches(1, Duration.ofMillis(-1)), "max-batch-delay");
        refuses(settings -> settings.withBatches(1, Duration.ofHours(1)), "max-batch-delay");
        refuses(
                settings -> settings.withMaxTokens(3),
                "max-tokens must be 0 (the model's maximum) or at least 8, got 3");
        refuses(settings -> settings.withThreads(-1), "threads");
        refuses(settings -> settings.withCacheSize(-1), "cache-size must not be negative, got -1");
    }

    @Test
    void equalSettingsAreEqual() {
        assertThat(DEFAULTS.withDiskCache(HOME))
                .isEqualTo(EncoderSettings.defaults().withDiskCache(HOME));
        assertThat(DEFAULTS.withMaxTokens(128)).isNotEqualTo(DEFAULTS);
    }

    @Test
    void theCacheFolderFollowsTheEnvironment() {
        assertThat(CacheFolder.of(Map.of("TRIBUTARY_CACHE", "/big", "XDG_CACHE_HOME", "/xdg"), HOME)
                        .path())
                .isEqualTo(Path.of("/big"));
        assertThat(CacheFolder.of(Map.of("XDG_CACHE_HOME", "/xdg"), HOME).path())
                .isEqualTo(Path.of("/xdg/tributary"));
        assertThat(CacheFolder.of(Map.of("TRIBUTARY_CACHE", ""), HOME).path())
                .isEqualTo(Path.of("/home/ada/.cache/tributary"));
    }

    private static void refuses(UnaryOperator<EncoderSettings> change, String reason) {
        assertThatThrownBy(() -> change.apply(DEFAULTS))
                .isInstanceOf(EncoderException.class)
                .hasMessageStartingWith("tributary.encode.")
                .hasMessageContaining(reason);
    }
}
