package dev.tributary.job.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetrieveConfigTest {
    private final RetrieveConfig config = new RetrieveConfig(100, 30, Duration.ofDays(7));

    @Test
    void aSubtaskProposesItsShareAndThreeStandardDeviations() {
        assertThat(config.perSource(1)).isEqualTo(100);
        assertThat(config.perSource(2)).isEqualTo(50 + 3 * 5);
        assertThat(config.perSource(4)).isEqualTo(25 + 13); // √(100 · ¼ · ¾) = 4.33
    }
}
