package dev.tributary.cli.commands;

import dev.tributary.schemas.Recommendation;
import dev.tributary.schemas.Request;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints a text profile. */
@Command(
        name = "profile",
        description = "Prints the text profile that the running job keeps of a user.",
        footer = {
            "  tributary profile --user u1",
            "  tributary profile --user u1 --scenario travel --json",
            "",
            "The profile is one for all scenarios; the scenario decides its language."
        })
public final class ProfileCommand implements Callable<Integer> {
    @Mixin
    private AskOptions question = new AskOptions();

    @Option(names = "--scenario", paramLabel = "ID", description = "A scenario of the job (default: its first).")
    private String scenario = "";

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Recommendation answer = question.ask(
                Request.newBuilder().setScenario(scenario).setLimit(1).setIncludeProfile(true));
        String text = Objects.requireNonNullElse(answer.getProfileText(), "");
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.of(
                    Map.of("user_id", question.user(), "behaviors", answer.getRevision(), "profile_text", text)));
        } else {
            out.println(question.user() + ", " + answer.getRevision()
                    + (answer.getRevision() == 1 ? " behavior" : " behaviors"));
            out.println(text.isEmpty() ? emptiness(answer) : text);
        }
        out.flush();
        return 0;
    }

    private static String emptiness(Recommendation answer) {
        return answer.getRevision() == 0
                ? "(nothing is known of this user)"
                : "(no text: no record of the items came within tributary.relate.item-wait of the behaviors on them)";
    }
}
