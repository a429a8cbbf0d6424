package dev.tributary.cli.commands;

import dev.tributary.cli.CannotRunException;
import dev.tributary.cli.embedded.EmbeddedTributary;
import dev.tributary.cli.kafka.KafkaAddress;
import dev.tributary.cli.terminal.Terminal;
import dev.tributary.cli.terminal.Waiting;
import dev.tributary.job.JobConfig;
import dev.tributary.models.encoder.EncoderSettings;
import dev.tributary.models.encoder.Encoders;
import dev.tributary.models.interest.directory.InterestDirectory;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/** Starts the job in this JVM, saying what is being waited for. */
final class Start {
    private static final int HIGHEST_PORT = 65_535;
    private static final long POLL_MS = 20;

    private Start() {}

    /**
     * @param kafka a broker elsewhere, or null for one of its own
     * @param port where its own broker listens, 0 for any free port
     * @return when all stages run and the encoder is loaded
     * @throws CannotRunException with the cause, if the job does not start
     */
    static EmbeddedTributary job(Configuration settings, @Nullable String kafka, int port, PrintWriter err)
            throws InterruptedException {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new CannotRunException("--port " + port + " is no port. Give a number from 1 to 65535.");
        }
        String address = kafka == null
                ? null
                : new KafkaAddress(kafka).requireReachable().bootstrapServers();
        prepareEncoder(JobOptions.check(settings), err);
        String what = address == null ? "Starting Kafka, Flink and the encoder" : "Starting Flink and the encoder";
        try (var waiting = new Waiting(err, Terminal.isThere(), what)) {
            EmbeddedTributary tributary = address == null
                    ? EmbeddedTributary.start(port, settings)
                    : EmbeddedTributary.startOn(address, settings);
            try {
                awaitRunning(tributary);
            } catch (RuntimeException | InterruptedException failure) {
                tributary.close();
                throw failure;
            }
            return tributary;
        }
    }

    /** Converts a bundled encoder that this machine has not seen before, and refuses models that do not exist. */
    private static void prepareEncoder(JobConfig config, PrintWriter err) {
        if (!config.encode().interestModel().isEmpty()) {
            InterestDirectory.manifest(Path.of(config.encode().interestModel()));
        }
        EncoderSettings encoder = config.encode().settings();
        boolean prepared = Encoders.list().stream()
                .anyMatch(info -> info.name().equalsIgnoreCase(encoder.model()) && info.converted());
        if (!prepared) {
            try (var waiting = new Waiting(
                            err, Terminal.isThere(), "Preparing the encoder " + encoder.model() + ", once");
                    var opened = Encoders.open(encoder)) {
                opened.dimension();
            }
        }
    }

    private static void awaitRunning(EmbeddedTributary tributary) throws InterruptedException {
        while (!tributary.isRunning()) {
            JobStatus status = tributary.status();
            if (status == JobStatus.RESTARTING || status.isTerminalState()) {
                throw new CannotRunException("The job does not start: " + tributary.failureMessage());
            }
            Thread.sleep(POLL_MS);
        }
    }
}
