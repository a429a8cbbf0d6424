package dev.tributary.models.encoder.convert;

import java.util.Locale;

/**
 * What multiplies a converted model's matrices on a CPU. The vectors are the same but for the last bits (2e-7), so a model of one is a model of the other.
 */
public enum Kernels {
    /** What libtorch takes by itself, anywhere. On processors that are not Intel's, MKL is that, with instructions of 2013. */
    PORTABLE,
    /**
     * oneDNN, which uses what the processor has, with weights laid out once for it: little more than half the time on AVX-512. On a GPU such a model computes as a
     * portable one. libtorch has these operations wherever it is built with oneDNN, and refuses the model where it is not.
     */
    ONEDNN;

    /** @return those of this machine's libtorch: every build for x86-64 has oneDNN */
    public static Kernels ofThisMachine() {
        return ofArchitecture(System.getProperty("os.arch", ""));
    }

    static Kernels ofArchitecture(String architecture) {
        return switch (architecture.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> ONEDNN;
            default -> PORTABLE;
        };
    }

    /** @return the name as part of a folder's */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
