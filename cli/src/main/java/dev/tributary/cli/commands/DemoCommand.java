package dev.tributary.cli.commands;

import dev.tributary.cli.CannotRunException;
import dev.tributary.cli.demo.Demonstration;
import dev.tributary.cli.demo.Show;
import dev.tributary.cli.demo.Summary;
import dev.tributary.cli.embedded.EmbeddedTributary;
import dev.tributary.cli.embedded.FreePorts;
import dev.tributary.cli.terminal.Terminal;
import dev.tributary.replay.data.ReplayData;
import dev.tributary.replay.feed.FeederSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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

    @Option(names = "--port", paramLabel = "N", description = "Where its own broker listens (default: any free port).")
    private int port = FreePorts.ANY;

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
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try (EmbeddedTributary tributary = Start.job(failingForGood(settings), kafka, port, err);
                var demonstration = new Demonstration(tributary, replay, feeder)) {
            Terminal.onInterrupt(demonstration::stop);
            boolean terminal = Terminal.isThere();
            var show = new Show(demonstration, json ? err : out, err, terminal);
            Summary summary = quiet || json ? show.runQuietly() : show.run();
            if (json) {
                out.println(Json.of(summary));
            } else {
                out.print(show.report(summary));
            }
            out.flush();
            write(summary);
            return summary.lost() == 0 ? 0 : 1;
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
