package dev.tributary.cli.commands;

import dev.tributary.cli.CannotRunException;
import dev.tributary.cli.live.FlinkRestStages;
import dev.tributary.cli.live.Live;
import dev.tributary.cli.live.Stages;
import dev.tributary.cli.page.PageServer;
import dev.tributary.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The live page for a job that runs elsewhere. */
@Command(
        name = "console",
        description = "Serves the live page for a running job: its flow, any user's profile and lists, until Ctrl-C.",
        footer = {
            "  tributary console                                        Kafka on port 9092, page on port 8080",
            "  tributary console --bootstrap-servers kafka:9092 --flink http://jobmanager:8081",
            "  tributary console --read-only --port 9000",
            "",
            "Without --read-only the page writes records: behaviors and items that are typed or clicked, and requests for",
            "the lists and the text profile of the user that is looked at."
        })
public final class ConsoleCommand implements Callable<Integer> {
    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private PageOptions page = new PageOptions();

    @Option(
            names = "--flink",
            paramLabel = "URL",
            description = "The JobManager, for the rates of each stage, for example http://localhost:8081.")
    private @Nullable String flink;

    @Option(names = "--read-only", description = "Write nothing to Kafka, not even requests.")
    private boolean readOnly;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Stages stages = stages();
        try (PageServer server = page.open();
                var live = new Live(kafka.reachable(), stages, List.of(), readOnly)) {
            var ended = new CountDownLatch(1);
            Terminal.onInterrupt(ended::countDown);
            server.show(live, null, readOnly);
            out.println("The page is at " + server.url() + (readOnly ? ", read-only" : "") + ". Ctrl-C ends it.");
            out.flush();
            ended.await();
        }
        return 0;
    }

    private Stages stages() {
        if (flink == null) {
            return Stages.UNKNOWN;
        }
        URI url;
        try {
            url = URI.create(flink.contains("://") ? flink : "http://" + flink);
        } catch (IllegalArgumentException wrong) {
            throw new CannotRunException("--flink " + flink + " is no URL. Write for example http://localhost:8081.");
        }
        if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("https?")) {
            throw new CannotRunException("--flink " + flink + " is no URL. Write for example http://localhost:8081.");
        }
        return new FlinkRestStages(url);
    }
}
