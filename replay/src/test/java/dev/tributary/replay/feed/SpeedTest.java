package dev.tributary.replay.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpeedTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void realtimeKeepsTheTimeBetweenBehaviors() {
        assertThat(Speed.parse("realtime").due(7, HOUR)).isEqualTo(HOUR);
    }

    @Test
    void aFactorShortensIt() {
        assertThat(Speed.parse("100x").due(7, HOUR)).isEqualTo(Duration.ofSeconds(36));
        assertThat(Speed.parse("0.5X").due(7, HOUR)).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void aRateSpacesBehaviorsEvenly() {
        assertThat(Speed.parse(" 500/s ").due(1000, HOUR)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void maxHasNoSchedule() {
        assertThat(Speed.parse("max").isMax()).isTrue();
        assertThat(Speed.parse("max").due(1000, HOUR)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fast", "100", "-1x", "5 /s", "1/m", "x", "NaNx"})
    void anythingElseIsNamedWithTheChoices(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Speed.parse(text))
                .withMessageContaining("'" + text + "'")
                .withMessageContaining("500/s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x", "0/s", "2000000000/s"})
    void aSpeedThatNeverMovesIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Speed.parse(text)).withMessageContaining("above 0");
    }
}
