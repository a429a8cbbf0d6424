package dev.tributary.models.encoder.torch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TorchEngineTest {
    @Test
    void takesTheGpuItWasGivenElseTheFirstElseTheCpu() {
        assertThat(TorchEngine.choose(OptionalInt.of(2), 4)).isEqualTo(Device.gpu(2));
        assertThat(TorchEngine.choose(OptionalInt.empty(), 4)).isEqualTo(Device.gpu(0));
        assertThat(TorchEngine.choose(OptionalInt.of(2), 1)).as("renumbered").isEqualTo(Device.gpu(0));
        assertThat(TorchEngine.choose(OptionalInt.of(2), 0)).isEqualTo(Device.cpu());
        assertThat(TorchEngine.choose(OptionalInt.empty(), 0)).isEqualTo(Device.cpu());
    }
}
