package dev.tributary.cli.commands;

import dev.tributary.cli.kafka.ListReader;
import dev.tributary.schemas.Recommendation;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Follows the recommendation topic. */
@Command(
        name = "watch",
        description = "Prints recommendations as they come, until Ctrl-C.",
        footer = {
            "  tributary watch --kafka localhost:9092",
            "  tributary watch --user u1 --scenario travel",
            "  tributary watch --json --count 100 > lists.jsonl"
        })
public final class WatchCommand implements Callable<Integer> {
    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Option(names = "--user", paramLabel = "USER", description = "Only lists of this user.")
    private @Nullable String user;

    @Option(names = "--scenario", paramLabel = "ID", description = "Only lists of this scenario.")
    private @Nullable String scenario;

    @Option(names = "--count", paramLabel = "N", description = "End after N lists.")
    private long count = Long.MAX_VALUE;

    @Option(names = "--json", description = "Print one line of JSON per list.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (var lists = new ListReader(kafka.reachable())) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("Waiting for new lists. Ctrl-C ends.");
            err.flush();
            long printed = 0;
            while (printed < count) {
                for (Recommendation list : lists.poll(Duration.ofMillis(200))) {
                    if (isWanted(list) && printed < count) {
                        out.println(json ? ListText.json(list) : ListText.of(list));
                        printed++;
                    }
                }
                out.flush();
            }
        }
        return 0;
    }

    private boolean isWanted(Recommendation list) {
        return (user == null || user.equals(list.getUserId()))
                && (scenario == null || scenario.equals(list.getScenario()));
    }
}
