package dev.tributary.models.encoder.convert;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelsTest {
    @ParameterizedTest
    @CsvSource({"amd64, ONEDNN", "x86_64, ONEDNN", "AMD64, ONEDNN", "aarch64, PORTABLE", "'', PORTABLE"})
    void oneDnnIsWhereLibtorchSurelyHasIt(String architecture, Kernels kernels) {
        assertThat(Kernels.ofArchitecture(architecture)).isEqualTo(kernels);
    }
}
