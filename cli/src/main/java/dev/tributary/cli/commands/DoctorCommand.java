package dev.tributary.cli.commands;

import dev.tributary.cli.CannotRunException;
import dev.tributary.cli.kafka.KafkaAddress;
import dev.tributary.models.encoder.EncoderSettings;
import dev.tributary.models.encoder.directory.Precision;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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

    @Option(
            names = "--precision",
            paramLabel = "WORD",
            description = "Of the encoder: full, or half on a GPU (default: ${DEFAULT-VALUE}).")
    private String precision = Precision.FULL.label();

    @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "Also look whether this Kafka answers.")
    private @Nullable String kafka;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var findings = new ArrayList<Finding>();
        findings.add(Finding.ok("java", Runtime.version() + ", " + System.getProperty("os.arch")));
        findings.add(memory());
        findings.add(
                Finding.ok("processors", String.valueOf(Runtime.getRuntime().availableProcessors())));
        findings.addAll(EncoderFindings.of(model, precision));
        if (kafka != null) {
            findings.add(kafka(kafka));
        }
        print(findings);
        return findings.stream().anyMatch(finding -> finding.state().equals("fail")) ? 1 : 0;
    }

    private static Finding memory() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long megabytes = system.getTotalMemorySize() >> 20;
        return megabytes >= ENOUGH_MEMORY_MB
                ? Finding.ok("memory", megabytes + " MB")
                : Finding.warn("memory", megabytes + " MB", "the embedded mode wants about 2.5 GB free");
    }

    private static Finding kafka(String address) {
        try {
            new KafkaAddress(address).requireReachable();
            return Finding.ok("kafka", address + " answers");
        } catch (CannotRunException failure) {
            return Finding.fail("kafka", String.valueOf(failure.getMessage()), "start it, or correct the address");
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
