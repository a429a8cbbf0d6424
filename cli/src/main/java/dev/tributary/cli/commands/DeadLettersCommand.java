package dev.tributary.cli.commands;

import dev.tributary.cli.CannotRunException;
import dev.tributary.cli.kafka.DeadLetterBox;
import dev.tributary.cli.kafka.StoredLetter;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the records that the job refused, and sends them again. */
@Command(
        name = "dead-letters",
        description = "Shows the records that the job refused and why, and sends them again once the cause is mended.",
        footer = {
            "  tributary dead-letters                                  the newest, and how many of each reason",
            "  tributary dead-letters --reason bad-json --limit 100",
            "  tributary dead-letters resend --reason unknown-scenario   after the scenario was configured",
            "  tributary dead-letters resend --topic tributary.items.v1 --dry-run",
            "",
            "A record is sent to its own topic and partition as it was: bytes, headers and time."
        })
public final class DeadLettersCommand implements Callable<Integer> {
    enum Action {
        LIST,
        RESEND
    }

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "list|resend",
            defaultValue = "list",
            description = "What to do (default: list).")
    private Action action = Action.LIST;

    @Option(names = "--reason", paramLabel = "CODE", description = "Only those refused for this reason.")
    private @Nullable String reason;

    @Option(names = "--topic", paramLabel = "TOPIC", description = "Only those that came from this topic.")
    private @Nullable String topic;

    @Option(names = "--limit", paramLabel = "N", description = "Show at most the newest N (default: ${DEFAULT-VALUE}).")
    private int limit = 20;

    @Option(names = "--dry-run", description = "Say what would be sent, send nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print JSON: each letter, with its value, or what was sent.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (limit < 1) {
            throw new CannotRunException("--limit " + limit + " shows nothing. Give 1 or more.");
        }
        if (action == Action.RESEND && reason == null && topic == null) {
            throw new CannotRunException(
                    "Say what to send again: --reason CODE, --topic TOPIC or both. `tributary dead-letters` shows them.");
        }
        var box = new DeadLetterBox(kafka.reachable());
        List<StoredLetter> letters = new ArrayList<>();
        box.read(letter -> {
            if (isWanted(letter)) {
                letters.add(letter);
            }
        });
        if (action == Action.LIST) {
            list(letters);
        } else {
            report(dryRun ? 0 : box.send(letters), letters);
        }
        spec.commandLine().getOut().flush();
        return 0;
    }

    private boolean isWanted(StoredLetter letter) {
        return (reason == null || reason.equals(letter.reason())) && (topic == null || topic.equals(letter.topic()));
    }

    private void list(List<StoredLetter> letters) {
        PrintWriter out = spec.commandLine().getOut();
        List<StoredLetter> newest = letters.subList(Math.max(0, letters.size() - limit), letters.size());
        if (json) {
            newest.forEach(letter -> out.println(Json.of(shown(letter))));
            return;
        }
        if (!letters.isEmpty()) {
            var table = new Table("topic", "partition", "offset", "refused at", "stage", "reason", "message");
            newest.forEach(letter -> table.row(
                    letter.topic(),
                    letter.partition(),
                    letter.offset(),
                    letter.refusedAt(),
                    letter.stage(),
                    letter.reason(),
                    letter.message()));
            out.print(table);
        }
        out.println(summary(letters) + (newest.size() < letters.size() ? "; shown: " + newest.size() : ""));
    }

    private void report(long sent, List<StoredLetter> letters) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.of(Map.of("found", letters.size(), "sent", sent)));
        } else if (dryRun) {
            out.println(summary(letters) + "; nothing was sent");
        } else {
            out.println(summary(letters) + "; " + sent + " sent again"
                    + (sent < letters.size() ? ", equal ones once, cut ones not" : ""));
        }
    }

    /** @return for example "3 dead letters: 2 bad-json, 1 unknown-scenario" */
    private static String summary(List<StoredLetter> letters) {
        var counts = letters.stream()
                .collect(Collectors.groupingBy(StoredLetter::reason, TreeMap::new, Collectors.counting()));
        String reasons = counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
        String total = letters.size() + (letters.size() == 1 ? " dead letter" : " dead letters");
        return letters.isEmpty() ? "No dead letters" : total + ": " + reasons;
    }

    private static Map<String, Object> shown(StoredLetter letter) {
        var fields = new TreeMap<String, Object>();
        fields.put("topic", letter.topic());
        fields.put("partition", letter.partition());
        fields.put("offset", letter.offset());
        fields.put("timestamp", letter.timestamp().toString());
        fields.put("refused_at", letter.refusedAt().toString());
        fields.put("stage", letter.stage());
        fields.put("reason", letter.reason());
        fields.put("message", letter.message());
        fields.put("value", letter.text());
        return fields;
    }
}
