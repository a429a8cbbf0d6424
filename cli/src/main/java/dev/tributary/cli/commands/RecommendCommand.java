package dev.tributary.cli.commands;

import dev.tributary.cli.kafka.Question;
import dev.tributary.schemas.Recommendation;
import dev.tributary.schemas.Request;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks for one list. */
@Command(
        name = "recommend",
        description = "Asks the running job for one user's list in one scenario, and prints it with the reasons.",
        footer = {
            "  tributary recommend --user u1 --scenario shop",
            "  tributary recommend --user u1 --scenario shop --limit 3 --context device=phone",
            "  tributary recommend --user u1 --scenario shop --json | jq '.items[0]'"
        })
public final class RecommendCommand implements Callable<Integer> {
    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Option(names = "--user", required = true, paramLabel = "USER", description = "Whose list.")
    private String user = "";

    @Option(names = "--scenario", required = true, paramLabel = "ID", description = "Where it is shown.")
    private String scenario = "";

    @Option(names = "--limit", paramLabel = "N", description = "Number of items (default: the scenario's).")
    private @Nullable Integer limit;

    @Option(names = "--context", paramLabel = "KEY=VALUE", description = "Sent along, and returned with the answer.")
    private Map<String, String> context = new LinkedHashMap<>();

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "How long to wait (default: ${DEFAULT-VALUE}).")
    private int timeout = 10;

    @Option(names = "--json", description = "Print the recommendation as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Request request = Request.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setUserId(user)
                .setScenario(scenario)
                .setLimit(limit)
                .setContext(context)
                .build();
        Recommendation answer = Question.ask(kafka.reachable(), request, Duration.ofSeconds(timeout));
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? ListText.json(answer) + System.lineSeparator() : ListText.of(answer));
        out.flush();
        return 0;
    }
}
