package dev.tributary.cli.commands;

import dev.tributary.models.encoder.EncoderPlatform;
import dev.tributary.models.encoder.EncoderSettings;
import dev.tributary.models.encoder.Encoders;
import dev.tributary.models.encoder.TextEncoder;
import dev.tributary.models.encoder.directory.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Looks at the native library, and tries an encoder on it. */
final class EncoderFindings {
    /** Enough to keep a thread busy. */
    private static final int TEXTS_A_THREAD = 64;

    private EncoderFindings() {}

    /**
     * @param model name of a bundled encoder, or the path of a model directory
     * @param precision {@code full} or {@code half}
     */
    static List<Finding> of(String model, String precision) {
        var findings = new ArrayList<Finding>();
        EncoderPlatform platform;
        try {
            platform = Encoders.platform();
            findings.add(Finding.ok("library", platform.engine() + " " + platform.version()));
            findings.add(Finding.ok("device", platform.device()));
            findings.add(Finding.ok("threads", String.valueOf(platform.threads())));
        } catch (RuntimeException | LinkageError failure) {
            findings.add(Finding.fail(
                    "library",
                    String.valueOf(failure.getMessage()),
                    "on other platforms than Linux, macOS and Windows on 64 bits libtorch is missing"));
            return findings;
        }
        try (TextEncoder encoder = open(model, precision)) {
            String isDefault = model.equals(EncoderSettings.DEFAULT_MODEL) ? ", the default" : "";
            findings.add(Finding.ok("model", encoder.version() + isDefault));
            findings.add(Finding.ok("speed", speed(encoder, platform.threads())));
        } catch (RuntimeException failure) {
            findings.add(Finding.fail(
                    "model",
                    String.valueOf(failure.getMessage()),
                    precision.equals(Precision.FULL.label()) ? "see `tributary models` for the names" : ""));
        }
        return findings;
    }

    private static TextEncoder open(String model, String precision) {
        return Encoders.open(EncoderSettings.defaults().withModel(model).withPrecision(Precision.of(precision)));
    }

    private static String speed(TextEncoder encoder, int threads) {
        List<String> texts = IntStream.range(0, TEXTS_A_THREAD * threads)
                .mapToObj(i -> "Light trail running shoes number " + i + " for stony mountain paths in wet weather")
                .toList();
        encoder.encode(texts); // the first call compiles
        long start = System.nanoTime();
        encoder.encode(texts);
        double perSecond = texts.size() / ((System.nanoTime() - start) / 1e9);
        return String.format(Locale.ROOT, "%.0f texts/s of 16 tokens", perSecond);
    }
}
