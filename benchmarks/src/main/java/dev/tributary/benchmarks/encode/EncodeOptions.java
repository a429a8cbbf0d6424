package dev.tributary.benchmarks.encode;

import dev.tributary.models.encoder.EncoderSettings;
import picocli.CommandLine.Option;

/** Sizes of this benchmark. */
public final class EncodeOptions {
    @Option(
            names = "--encode-texts",
            paramLabel = "N",
            description = "encode: different texts per repetition (default: ${DEFAULT-VALUE}).")
    int texts = 400;

    @Option(
            names = "--encode-model",
            paramLabel = "NAME",
            description = "encode: the encoder (default: ${DEFAULT-VALUE}).")
    String model = EncoderSettings.DEFAULT_MODEL;

    @Option(
            names = "--encode-pool",
            paramLabel = "N",
            description = "encode: predictors of the reference that encodes one by one; 0: one per core (the default).")
    int pool;

    @Option(
            names = "--encode-threads",
            paramLabel = "N",
            description = "encode: CPU threads of one call of the model; 0: one per core (the default).")
    int threads;
}
