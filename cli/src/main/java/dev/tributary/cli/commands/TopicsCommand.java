package dev.tributary.cli.commands;

import dev.tributary.cli.CannotRunException;
import dev.tributary.cli.kafka.KafkaAccess;
import dev.tributary.cli.kafka.TopicCreation;
import dev.tributary.cli.kafka.TopicState;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows and creates the topics. */
@Command(
        name = "topics",
        description = "Shows the six topics, and creates those that are missing.",
        footer = {
            "  tributary topics --kafka localhost:9092",
            "  tributary topics --create --partitions 12 --replicas 3",
            "  tributary topics --config tributary.yaml     with the names that the job was given",
            "  tributary topics --json | jq '.[] | select(.exists | not)'"
        })
public final class TopicsCommand implements Callable<Integer> {
    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Option(names = "--create", description = "Create the topics that are missing.")
    private boolean create;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Partitions of a new topic (default: ${DEFAULT-VALUE}).")
    private int partitions = 4;

    @Option(names = "--replicas", paramLabel = "N", description = "Copies of a new topic (default: ${DEFAULT-VALUE}).")
    private short replicas = 1;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (partitions < 1 || replicas < 1) {
            throw new CannotRunException("--partitions " + partitions + " --replicas " + replicas
                    + " makes no topic. Give 1 or more of both.");
        }
        KafkaAccess access = kafka.reachable();
        try (Admin admin = access.admin()) {
            PrintWriter out = spec.commandLine().getOut();
            if (create) {
                List<String> created = new TopicCreation(partitions, replicas).run(admin, access.topics());
                if (!json) {
                    created.forEach(topic -> out.println("Created " + topic));
                }
            }
            List<TopicState> states = TopicState.all(admin, access.topics());
            if (json) {
                out.println(Json.of(states));
            } else {
                out.print(table(states));
            }
            out.flush();
            return states.stream().allMatch(TopicState::exists) ? 0 : 1;
        }
    }

    private static String table(List<TopicState> states) {
        var table = new Table("topic", "partitions", "replicas", "records", "holds");
        for (TopicState state : states) {
            if (state.exists()) {
                table.row(state.topic(), state.partitions(), state.replicas(), state.records(), state.purpose());
            } else {
                table.row(state.topic(), "missing", "", "", "create it with --create");
            }
        }
        return table.toString();
    }
}
