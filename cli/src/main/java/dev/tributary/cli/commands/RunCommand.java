package dev.tributary.cli.commands;

import dev.tributary.cli.CannotRunException;
import dev.tributary.cli.embedded.EmbeddedTributary;
import dev.tributary.cli.kafka.KafkaAddress;
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
            "  tributary run --config tributary.yaml                       Kafka on port 9092, in this process",
            "  tributary run --config tributary.yaml --kafka broker:9092   your Kafka",
            "  tributary run --config tributary.yaml --set tributary.sink.format=JSON"
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
        JobOptions.check(settings);
        PrintWriter out = spec.commandLine().getOut();
        var ended = new CountDownLatch(1);
        var closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitClose(ended, closed), "stop-run"));
        try (EmbeddedTributary tributary = start(settings)) {
            while (!tributary.isRunning() && !tributary.status().isTerminalState()) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
            out.println("Tributary runs. Kafka: " + tributary.bootstrapServers() + ". Ctrl-C stops it.");
            out.flush();
            while (!ended.await(500, TimeUnit.MILLISECONDS)) {
                if (tributary.status().isTerminalState()) {
                    Throwable failure = tributary.failure();
                    throw new CannotRunException(
                            "The job ended: " + (failure == null ? tributary.status() : failure.getMessage()), failure);
                }
            }
            return 0;
        } finally {
            closed.countDown();
        }
    }

    private EmbeddedTributary start(Configuration settings) {
        if (kafka == null) {
            return EmbeddedTributary.start(port, settings);
        }
        return EmbeddedTributary.startOn(
                new KafkaAddress(kafka).requireReachable().bootstrapServers(), settings);
    }

    private static void awaitClose(CountDownLatch ended, CountDownLatch closed) {
        ended.countDown();
        try {
            closed.await(15, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
