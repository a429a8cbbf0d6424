package dev.tributary.cli.commands;

import dev.tributary.cli.CannotRunException;
import dev.tributary.cli.kafka.KafkaAddress;
import dev.tributary.models.encoder.EncoderSettings;
import dev.tributary.models.encoder.Encoders;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks whether this machine can run Tributary. */
@Command(
        name = "doctor",
        description = "Looks whether this machine can run Tributary, and how fast its encoder is.",
        footer = {
            "  tributary doctor",
            "  tributary doctor --model bge-small-zh-v1.5",
            "  tributary doctor --kafka broker:9092 --json"
        })
public final class DoctorCommand implements Callable<Integer> {
    private static final long ENOUGH_MEMORY_MB = 3_000;

    @Option(names = "--model", paramLabel = "NAME", description = "Encoder to try (default: ${DEFAULT-VALUE}).")
    private String model = EncoderSettings.DEFAULT_MODEL;

    @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "Also look whether this Kafka answers.")
    private @Nullable String kafka;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private record Finding(String state, String what, String found, String remedy) {}

    @Override
    public Integer call() {
        var findings = new ArrayList<Finding>();
        findings.add(ok("java", Runtime.version() + ", " + System.getProperty("os.arch")));
        findings.add(memory());
        findings.add(ok("processors", String.valueOf(Runtime.getRuntime().availableProcessors())));
        findings.add(encoder());
        if (kafka != null) {
            findings.add(kafka(kafka));
        }
        print(findings);
        return findings.stream().anyMatch(finding -> finding.state().equals("fail")) ? 1 : 0;
    }

    private static Finding ok(String what, String found) {
        return new Finding("ok", what, found, "");
    }

    private static Finding memory() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long megabytes = system.getTotalMemorySize() >> 20;
        return megabytes >= ENOUGH_MEMORY_MB
                ? ok("memory", megabytes + " MB")
                : new Finding("warn", "memory", megabytes + " MB", "the embedded mode wants about 2.5 GB free");
    }

    private Finding encoder() {
        try (var encoder = Encoders.open(model)) {
            List<String> texts = IntStream.range(0, 64)
                    .mapToObj(i -> "Light trail running shoes number " + i + " for stony mountain paths in wet weather")
                    .toList();
            encoder.encode(texts); // the first call compiles
            long start = System.nanoTime();
            encoder.encode(texts);
            double perSecond = texts.size() / ((System.nanoTime() - start) / 1e9);
            return ok(
                    "encoder",
                    String.format(Locale.ROOT, "%s, PyTorch, %.0f texts/s of 16 tokens", encoder.version(), perSecond));
        } catch (RuntimeException | LinkageError failure) {
            return new Finding(
                    "fail",
                    "encoder",
                    String.valueOf(failure.getMessage()),
                    "see `tributary models` for the names; on other platforms than Linux, macOS and Windows on 64 bits libtorch is missing");
        }
    }

    private static Finding kafka(String address) {
        try {
            new KafkaAddress(address).requireReachable();
            return ok("kafka", address + " answers");
        } catch (CannotRunException failure) {
            return new Finding(
                    "fail", "kafka", String.valueOf(failure.getMessage()), "start it, or correct the address");
        }
    }

    private void print(List<Finding> findings) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.of(findings));
        } else {
            var table = new Table("state", "what", "found", "remedy");
            findings.forEach(finding -> table.row(finding.state(), finding.what(), finding.found(), finding.remedy()));
            out.print(table);
        }
        out.flush();
    }
}
