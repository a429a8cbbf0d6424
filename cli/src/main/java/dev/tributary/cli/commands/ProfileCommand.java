package dev.tributary.cli.commands;

import dev.tributary.cli.kafka.Question;
import dev.tributary.schemas.Recommendation;
import dev.tributary.schemas.Request;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
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
            "  tributary profile --user u1 --scenario shop",
            "  tributary profile --user u1 --scenario shop --json",
            "",
            "The profile is one for all scenarios; the scenario decides its language."
        })
public final class ProfileCommand implements Callable<Integer> {
    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Option(names = "--user", required = true, paramLabel = "USER", description = "Whose profile.")
    private String user = "";

    @Option(names = "--scenario", paramLabel = "ID", description = "A scenario of the job (default: ${DEFAULT-VALUE}).")
    private String scenario = "shop";

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "How long to wait (default: ${DEFAULT-VALUE}).")
    private int timeout = 10;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Request request = Request.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setUserId(user)
                .setScenario(scenario)
                .setLimit(1)
                .setIncludeProfile(true)
                .build();
        Recommendation answer = Question.ask(kafka.reachable(), request, Duration.ofSeconds(timeout));
        String text = Objects.requireNonNullElse(answer.getProfileText(), "");
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.of(Map.of("user_id", user, "behaviors", answer.getRevision(), "profile_text", text)));
        } else {
            out.println(user + ", " + answer.getRevision() + " behaviors");
            out.println(text.isEmpty() ? "(nothing is known of this user)" : text);
        }
        out.flush();
        return 0;
    }
}
