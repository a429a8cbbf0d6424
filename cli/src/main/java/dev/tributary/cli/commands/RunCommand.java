package dev.tributary.cli.commands;

import dev.tributary.cli.CannotRunException;
import dev.tributary.cli.embedded.EmbeddedTributary;
import dev.tributary.cli.terminal.Terminal;
import dev.tributary.job.Scenario;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the job in this process. */
@Command(
        name = "run",
        description = "Runs the job in this process until Ctrl-C, on a Kafka of its own or on yours.",
        footer = {
            "  tributary run --config tributary.yaml                     Kafka on port 9092",
            "  tributary run --config tributary.yaml --kafka HOST:PORT   your Kafka",
            "  tributary run --config tributary.yaml --set tributary.sink.format=JSON",
            "",
            "Its own Kafka and the job's state end with the process; with --kafka the topics stay."
        })
public final class RunCommand implements Callable<Integer> {
    @Mixin
    private JobOptions job = new JobOptions();

    @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "Use this broker instead of one of its own.")
    private @Nullable String kafka;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Where its own broker listens (default: ${DEFAULT-VALUE}).")
    private int port = 9092;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Configuration settings = job.settings();
        if (settings.getOptional(Scenario.SCENARIOS).isEmpty()) {
            throw new CannotRunException(
                    "No scenario is configured. Name them in a file and give it with --config, for example:\n\n"
                            + "tributary:\n  scenarios:\n    - id: shop\n      description: Outdoor equipment to buy\n");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (EmbeddedTributary tributary =
                Start.job(settings, kafka, port, spec.commandLine().getErr())) {
            var ended = new CountDownLatch(1);
            Terminal.onInterrupt(ended::countDown);
            out.println("Tributary runs. Kafka: " + tributary.bootstrapServers() + ". Ctrl-C stops it.");
            out.flush();
            while (!ended.await(500, TimeUnit.MILLISECONDS)) {
                if (tributary.status().isTerminalState()) {
                    throw new CannotRunException("The job ended: " + tributary.failureMessage());
                }
            }
        }
        out.println("Stopped.");
        out.flush();
        return 0;
    }
}
