package dev.tributary.models.encoder.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.util.Utils;
import com.sun.jna.Function;
import dev.tributary.models.encoder.EncoderException;
import dev.tributary.models.encoder.Encoders;
import dev.tributary.models.encoder.directory.Precision;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class TorchEngineTest {
    @Test
    void theLibraryFetchesNothing() {
        Encoders.platform();

        assertThat(Utils.isOfflineMode()).isTrue();
        assertThatThrownBy(() -> Utils.openUrl("http://127.0.0.1:1/model.zip")).hasMessageContaining("Offline");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theLibraryKeepsFewOfTheMultiplicationsThatItCompiles() {
        Encoders.platform();

        String seenByNativeCode =
                Function.getFunction("c", "getenv").invokeString(new Object[] {TorchEngine.PRIMITIVES}, false);
        assertThat(seenByNativeCode).isEqualTo("64");
    }

    @Test
    void halfPrecisionIsForGpus() {
        TorchEngine.check(Precision.HALF, Device.gpu(0));
        TorchEngine.check(Precision.FULL, Device.cpu());
        assertThatThrownBy(() -> TorchEngine.check(Precision.HALF, Device.cpu()))
                .isInstanceOf(EncoderException.class)
                .hasMessage("tributary.encode.precision is HALF, which is for GPUs, but this process has none that its"
                        + " libtorch can use: set it to FULL, or start it where there is a GPU");
    }

    @Test
    void takesTheGpuItWasGivenElseTheFirstElseTheCpu() {
        assertThat(TorchEngine.choose(OptionalInt.of(2), 4)).isEqualTo(Device.gpu(2));
        assertThat(TorchEngine.choose(OptionalInt.empty(), 4)).isEqualTo(Device.gpu(0));
        assertThat(TorchEngine.choose(OptionalInt.of(2), 1)).as("renumbered").isEqualTo(Device.gpu(0));
        assertThat(TorchEngine.choose(OptionalInt.of(2), 0)).isEqualTo(Device.cpu());
        assertThat(TorchEngine.choose(OptionalInt.empty(), 0)).isEqualTo(Device.cpu());
    }
}
