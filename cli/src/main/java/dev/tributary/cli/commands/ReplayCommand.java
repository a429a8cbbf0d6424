package dev.tributary.cli.commands;

import dev.tributary.cli.terminal.Progress;
import dev.tributary.cli.terminal.Terminal;
import dev.tributary.replay.data.ReplayData;
import dev.tributary.replay.feed.FeedCounts;
import dev.tributary.replay.feed.FeedListener;
import dev.tributary.replay.feed.Feeder;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.WireFormat;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Replays data into Kafka. */
@Command(
        name = "replay",
        description = "Replays items and behaviors into Kafka, for a job that runs elsewhere.",
        footer = {
            "  tributary replay --data DIR --kafka localhost:9092 --speed 1000x",
            "  tributary replay --seed 1 --speed 50/s --for 5m      the simulated world",
            "  tributary replay --data DIR --format json --events 1000"
        })
public final class ReplayCommand implements Callable<Integer> {
    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Option(names = "--format", paramLabel = "FORMAT", description = "avro or json (default: avro).")
    private WireFormat format = WireFormat.AVRO;

    @Option(names = "--json", description = "Print what was sent as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        ReplayData replay = data.open();
        var settings =
                data.feeder(data.isSimulated() ? DataOptions.PLEASANT : "max").withFormat(format);
        FeedCounts counts;
        try (Feeder feeder = Feeder.open(replay, kafka.reachable(), settings);
                var bar = new Progress("Replaying", data.events() == null ? -1 : data.events(), Terminal.isThere())) {
            Terminal.onInterrupt(feeder::stop);
            feeder.sendItems(FeedListener.NONE);
            counts = feeder.sendBehaviors(new FeedListener() {
                @Override
                public void behaviorSent(Behavior behavior, long sent, Instant due, Instant now) {
                    bar.stepTo(sent);
                }
            });
        }
        PrintWriter out = spec.commandLine().getOut();
        long rejects = replay.rejects().total();
        out.println(
                json
                        ? Json.of(Map.of("items", counts.items(), "behaviors", counts.behaviors(), "rejects", rejects))
                        : counts.items() + " items and " + counts.behaviors() + " behaviors sent, " + rejects
                                + " lines rejected");
        out.flush();
        return 0;
    }
}
