package dev.tributary.cli.commands;

import dev.tributary.cli.kafka.KafkaAccess;
import dev.tributary.cli.kafka.RefusalCount;
import dev.tributary.cli.kafka.TopicNames;
import dev.tributary.cli.terminal.Progress;
import dev.tributary.cli.terminal.Terminal;
import dev.tributary.replay.data.ReplayData;
import dev.tributary.replay.feed.FeedCounts;
import dev.tributary.replay.feed.FeedListener;
import dev.tributary.replay.feed.Feeder;
import dev.tributary.replay.feed.FeederSettings;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.WireFormat;
import java.io.PrintWriter;
import java.time.Duration;
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
    /** A running job refuses what it does not take within milliseconds; one under load, a little later. */
    private static final Duration REFUSALS_QUIET = Duration.ofSeconds(2);

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
        FeederSettings settings =
                data.feeder(data.isSimulated() ? DataOptions.PLEASANT : "max").withFormat(format);
        KafkaAccess access = kafka.reachable();
        TopicNames topics = access.topics();
        try (var refusals = new RefusalCount(access);
                Feeder feeder = Feeder.open(
                        replay, access.properties(), settings.withTopics(topics.items(), topics.behaviors()));
                var bar = new Progress("Replaying", data.events() == null ? -1 : data.events(), Terminal.isThere())) {
            Terminal.onInterrupt(feeder::stop);
            feeder.sendItems(FeedListener.NONE);
            FeedCounts counts = feeder.sendBehaviors(new FeedListener() {
                @Override
                public void behaviorSent(Behavior behavior, long sent, Instant due, Instant now) {
                    bar.stepTo(sent);
                }
            });
            refusals.awaitQuiet(REFUSALS_QUIET);
            report(counts, replay.rejects().total(), refusals);
            return refusals.total() == 0 ? 0 : 1;
        }
    }

    private void report(FeedCounts counts, long rejects, RefusalCount refusals) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                json
                        ? Json.of(Map.of(
                                "items", counts.items(),
                                "behaviors", counts.behaviors(),
                                "rejects", rejects,
                                "refused", refusals.total()))
                        : counts.items() + " items and " + counts.behaviors() + " behaviors sent, " + rejects
                                + " lines rejected");
        out.flush();
        if (refusals.total() > 0) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("The job refused " + refusals.total()
                    + " records meanwhile; `tributary dead-letters` shows them. The first: " + refusals.first() + ".");
            err.flush();
        }
    }
}
