package dev.tributary.cli.commands;

import dev.tributary.cli.CannotRunException;
import dev.tributary.cli.kafka.Question;
import dev.tributary.schemas.Recommendation;
import dev.tributary.schemas.Request;
import java.time.Duration;
import java.util.UUID;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that asks the running job about one user. */
final class AskOptions {
    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Option(names = "--user", required = true, paramLabel = "USER", description = "Whom to ask about.")
    private String user = "";

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "How long to wait (default: ${DEFAULT-VALUE}).")
    private int timeout = 10;

    String user() {
        return user;
    }

    /**
     * @param request all but its id and its user
     * @throws CannotRunException if an option is wrong, the job refuses the request, or no answer comes in time
     */
    Recommendation ask(Request.Builder request) {
        if (user.isBlank()) {
            throw new CannotRunException("--user is empty. Name a user, for example --user u1.");
        }
        if (timeout < 1) {
            throw new CannotRunException(
                    "--timeout " + timeout + " leaves no time for an answer. Give 1 second or more.");
        }
        Request complete = request.setRequestId(UUID.randomUUID().toString())
                .setUserId(user)
                .build();
        return Question.ask(kafka.reachable(), complete, Duration.ofSeconds(timeout));
    }
}
