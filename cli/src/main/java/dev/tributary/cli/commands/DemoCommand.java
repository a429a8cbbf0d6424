package dev.tributary.cli.commands;

import dev.tributary.cli.CannotRunException;
import dev.tributary.cli.demo.Demonstration;
import dev.tributary.cli.demo.Show;
import dev.tributary.cli.demo.Summary;
import dev.tributary.cli.embedded.EmbeddedTributary;
import dev.tributary.cli.embedded.FreePorts;
import dev.tributary.cli.live.EmbeddedScenarios;
import dev.tributary.cli.live.EmbeddedStages;
import dev.tributary.cli.live.Live;
import dev.tributary.cli.page.PageServer;
import dev.tributary.cli.terminal.Terminal;
import dev.tributary.replay.data.ReplayData;
import dev.tributary.replay.data.ScenarioSpec;
import dev.tributary.replay.feed.FeederSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows Tributary at work. */
@Command(
        name = "demo",
        description =
                "Shows Tributary at work: broker, cluster and job in this process, fed with a simulated world or with your data.",
        footer = {
            "  tributary demo                               a simulated world, until Ctrl-C",
            "  tributary demo --port 8080                   with a page to see and use in a browser; it stays until Ctrl-C",
            "  tributary demo --language zh                 the same world in Chinese",
            "  tributary demo --events 2000 --speed max     ends by itself",
            "  tributary demo --data DIR --speed 1000x --for 60s --summary summary.json"
        })
public final class DemoCommand implements Callable<Integer> {
    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private JobOptions job = new JobOptions();

    @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "Use this broker instead of one of its own.")
    private @Nullable String kafka;

    @Option(
            names = "--kafka-port",
            paramLabel = "N",
            description = "Where its own broker listens (default: any free port).")
    private int kafkaPort = FreePorts.ANY;

    @Mixin
    private PageOptions page = new PageOptions();

    @Option(names = "--summary", paramLabel = "FILE", description = "Write the figures as JSON.")
    private @Nullable Path summaryFile;

    @Option(names = "--quiet", description = "No live view, only the result.")
    private boolean quiet;

    @Option(names = "--json", description = "Print the figures as JSON instead of words.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        ReplayData replay = data.open();
        FeederSettings feeder = data.feeder(data.isSimulated() && data.events() == null ? DataOptions.PLEASANT : "max");
        Configuration settings = job.settings(replay.scenarios());
        if (kafkaPort < 0 || kafkaPort > 65_535) {
            throw new CannotRunException("--kafka-port " + kafkaPort + " is no port. Give a number from 1 to 65535.");
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try (PageServer server = page.openIfWanted();
                EmbeddedTributary tributary = Start.job(failingForGood(settings), kafka, kafkaPort, err);
                var demonstration = new Demonstration(tributary, replay, feeder);
                Live live = server == null ? null : live(tributary, replay)) {
            var ended = new CountDownLatch(1);
            Terminal.onInterrupt(() -> {
                ended.countDown();
                demonstration.stop();
            });
            if (server != null && live != null) {
                server.show(live, new EmbeddedScenarios(tributary), false);
                err.println("The page is at " + server.url() + ".");
                err.flush();
            }
            Summary summary = show(demonstration, server, out, err);
            write(summary);
            if (server != null) {
                stayOpen(server, tributary, ended, err);
            }
            return summary.lost() == 0 ? 0 : 1;
        }
    }

    private Summary show(Demonstration demonstration, @Nullable PageServer server, PrintWriter out, PrintWriter err)
            throws InterruptedException {
        String where = server == null ? "" : "Page: " + server.url() + "   ";
        var show = new Show(demonstration, json ? err : out, err, Terminal.isThere(), where);
        Summary summary = quiet || json ? show.runQuietly() : show.run();
        if (json) {
            out.println(Json.of(summary));
        } else {
            out.print(show.report(summary));
        }
        out.flush();
        return summary;
    }

    private static Live live(EmbeddedTributary tributary, ReplayData replay) {
        return new Live(
                tributary.kafka(),
                new EmbeddedStages(tributary),
                replay.scenarios().stream().map(ScenarioSpec::id).toList(),
                false);
    }

    /** The simulated users are through; whoever uses the page is not. */
    private static void stayOpen(PageServer server, EmbeddedTributary tributary, CountDownLatch ended, PrintWriter err)
            throws InterruptedException {
        if (ended.getCount() > 0) {
            err.println("The page stays open at " + server.url() + ". Ctrl-C ends it.");
            err.flush();
        }
        while (!ended.await(500, TimeUnit.MILLISECONDS)) {
            if (tributary.status().isTerminalState()) {
                throw new CannotRunException("The job ended: " + tributary.failureMessage());
            }
        }
    }

    /** A demonstration that restarts for ever looks like one that hangs. */
    private static Configuration failingForGood(Configuration settings) {
        var complete = new Configuration();
        complete.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        complete.addAll(settings);
        return complete;
    }

    private void write(Summary summary) {
        if (summaryFile == null) {
            return;
        }
        try {
            Files.writeString(summaryFile, Json.of(summary) + System.lineSeparator());
        } catch (IOException failure) {
            throw new CannotRunException("Cannot write " + summaryFile + ". Check --summary.", failure);
        }
    }
}
