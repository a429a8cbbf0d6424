package dev.tributary.cli.commands;

import dev.tributary.cli.CannotRunException;
import dev.tributary.cli.terminal.Progress;
import dev.tributary.cli.terminal.Terminal;
import dev.tributary.replay.imports.Format;
import dev.tributary.replay.imports.ImportReport;
import dev.tributary.replay.imports.ImportReport.Rejected;
import dev.tributary.replay.imports.ReplayImport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of every import, and how it goes and ends. */
final class ImportOptions {
    private static final int KILOBYTE = 1024;

    @Option(names = "--from", paramLabel = "PATH", required = true, description = "The data as it was downloaded.")
    private Path from;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "A new folder.")
    private Path out;

    @Option(names = "--json", description = "Print what was written and left out as JSON.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Finds the data; fails with a sentence for the user. */
    interface Finder {
        Format find(Path from) throws IOException;
    }

    int run(Finder finder) throws IOException {
        try {
            Format format = finder.find(from);
            ImportReport report = read(format);
            PrintWriter printer = spec.commandLine().getOut();
            if (json) {
                printer.println(Json.of(Counts.of(report)));
            } else {
                print(report, printer);
            }
            printer.flush();
            return 0;
        } catch (IllegalArgumentException wrong) {
            throw new CannotRunException(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private ImportReport read(Format format) throws IOException {
        try (var bar = new Progress("Importing", ReplayImport.bytes(format) / KILOBYTE, Terminal.isThere())) {
            return ReplayImport.run(format, out, bytes -> bar.stepTo(bytes / KILOBYTE, "KiB"));
        }
    }

    private void print(ImportReport report, PrintWriter printer) {
        printer.printf(
                "%d items and %d behaviors from %s to %s are in %s%n",
                report.items(), report.behaviors(), report.first(), report.last(), out);
        if (report.untitled() > 0) {
            printer.printf("%d of the items have no title: only behaviors name them.%n", report.untitled());
        }
        for (Rejected rejected : report.rejects()) {
            printer.printf(
                    "%d rows left out, %s; the first: %s%n", rejected.count(), rejected.reason(), rejected.example());
        }
        printer.printf(
                "Describe each scenario in %s, then for example: tributary evaluate --data %s%n",
                out.resolve("scenarios.yaml"), out);
    }

    /** For machines. */
    record Counts(long items, long untitled, long behaviors, String first, String last, List<Rejected> rejects) {
        static Counts of(ImportReport report) {
            return new Counts(
                    report.items(),
                    report.untitled(),
                    report.behaviors(),
                    String.valueOf(report.first()),
                    String.valueOf(report.last()),
                    report.rejects());
        }
    }
}
