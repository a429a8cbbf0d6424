package dev.tributary.models.interest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MotiveTest {
    @ParameterizedTest
    @EnumSource(Signal.class)
    void everySignalOfAnItemBelongsToOneMotive(Signal signal) {
        assertThat(Arrays.stream(Motive.values())
                        .filter(motive -> motive.signals().contains(signal)))
                .hasSize(signal.isOfItem() ? 1 : 0);
    }
}
