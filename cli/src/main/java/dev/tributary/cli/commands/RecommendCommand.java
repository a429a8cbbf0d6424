package dev.tributary.cli.commands;

import dev.tributary.cli.CannotRunException;
import dev.tributary.job.Scenario;
import dev.tributary.schemas.Recommendation;
import dev.tributary.schemas.Request;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
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
    private AskOptions question = new AskOptions();

    @Option(names = "--scenario", required = true, paramLabel = "ID", description = "Where it is shown.")
    private String scenario = "";

    @Option(names = "--limit", paramLabel = "N", description = "Number of items (default: the scenario's).")
    private @Nullable Integer limit;

    @Option(names = "--context", paramLabel = "KEY=VALUE", description = "Sent along, and returned with the answer.")
    private Map<String, String> context = new LinkedHashMap<>();

    @Option(names = "--json", description = "Print the recommendation as JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (limit != null && (limit < 1 || limit > Scenario.MAX_LIST_LENGTH)) {
            throw new CannotRunException("--limit " + limit + " is no length of a list. Give a number from 1 to "
                    + Scenario.MAX_LIST_LENGTH + ", or leave it out.");
        }
        Recommendation answer = question.ask(
                Request.newBuilder().setScenario(scenario).setLimit(limit).setContext(context));
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? ListText.json(answer) + System.lineSeparator() : ListText.of(answer));
        out.flush();
        if (json && answer.getItems().isEmpty()) {
            spec.commandLine().getErr().println(ListText.WHY_EMPTY); // beside the JSON, which has no place for it
        }
        return 0;
    }
}
