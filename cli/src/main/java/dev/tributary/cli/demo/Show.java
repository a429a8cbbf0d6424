package dev.tributary.cli.demo;

import java.io.PrintWriter;

/** Runs a demonstration from the first item to the closing words. */
public final class Show {
    private Show() {}

    /**
     * @param quiet no live view
     * @param terminal whether the output is a terminal that can be redrawn
     * @param width columns
     */
    public static Summary run(Demonstration demonstration, PrintWriter out, boolean quiet, boolean terminal, int width)
            throws InterruptedException {
        demonstration.awaitJob();
        demonstration.indexItems();
        Summary summary;
        if (quiet) {
            summary = demonstration.run();
        } else {
            try (var view = new LiveView(demonstration, out, terminal, width)) {
                summary = demonstration.run();
            }
        }
        out.print(Report.of(summary, demonstration.observations()));
        out.flush();
        return summary;
    }
}
