package dev.tributary.cli.commands;

import dev.tributary.models.encoder.EncoderInfo;
import dev.tributary.models.encoder.Encoders;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows and prepares encoders. */
@Command(
        name = "models",
        description = "Shows the bundled encoders; with a name, prepares that one now instead of at first use.",
        footer = {
            "  tributary models",
            "  tributary models bge-small-zh-v1.5",
            "  tributary models --json | jq '.[].name'"
        })
public final class ModelsCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "Encoder to prepare, or the path of a model directory to check.")
    private String prepare = "";

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (!prepare.isEmpty()) {
            try (var encoder = Encoders.open(prepare)) {
                out.println("Ready: " + encoder.version() + ", " + encoder.dimension() + " dimensions");
            }
        }
        List<EncoderInfo> encoders = Encoders.list();
        if (json) {
            out.println(Json.of(encoders.stream().map(Row::of).toList()));
        } else {
            out.print(table(encoders));
        }
        out.flush();
        return 0;
    }

    private static String table(List<EncoderInfo> encoders) {
        var table = new Table("name", "languages", "dimension", "prepared", "license", "directory");
        for (EncoderInfo encoder : encoders) {
            table.row(
                    encoder.name(),
                    String.join(",", encoder.languages()),
                    encoder.dimension(),
                    encoder.converted() ? (encoder.size() >> 20) + " MB" : "at first use",
                    encoder.license(),
                    encoder.path());
        }
        return table.toString();
    }

    private record Row(
            String name, List<String> languages, int dimension, boolean prepared, String license, String directory) {
        static Row of(EncoderInfo encoder) {
            return new Row(
                    encoder.name(),
                    encoder.languages(),
                    encoder.dimension(),
                    encoder.converted(),
                    encoder.license(),
                    encoder.path().toString());
        }
    }
}
