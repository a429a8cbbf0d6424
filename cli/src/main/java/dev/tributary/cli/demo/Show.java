package dev.tributary.cli.demo;

import java.io.PrintWriter;
import java.util.Locale;

/** Runs a demonstration from the first item to the closing words. */
public final class Show {
    private final Demonstration demonstration;
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean terminal;
    private final String where;

    /**
     * @param terminal whether the output can be redrawn in place
     * @param where else the demonstration can be seen, for the last line of the live view
     */
    public Show(Demonstration demonstration, PrintWriter out, PrintWriter err, boolean terminal, String where) {
        this.demonstration = demonstration;
        this.out = out;
        this.err = err;
        this.terminal = terminal;
        this.where = where;
    }

    /** With a live view until the end. */
    public Summary run() throws InterruptedException {
        indexItems();
        try (var view = new LiveView(demonstration, out, terminal, where)) {
            return demonstration.run();
        }
    }

    /** Without anything on the terminal but progress. */
    public Summary runQuietly() throws InterruptedException {
        indexItems();
        return demonstration.run();
    }

    /** @return the result in words, with lists of one user as an example */
    public String report(Summary summary) {
        return Report.of(summary, demonstration.observations());
    }

    private void indexItems() throws InterruptedException {
        if (!terminal) {
            err.println("Indexing the items …");
            err.flush();
        }
        demonstration.indexItems(terminal);
        if (!terminal) {
            err.printf(
                    Locale.ROOT,
                    "%,d items can be found. Kafka: %s%n",
                    demonstration.tributary().items(),
                    demonstration.tributary().bootstrapServers());
            err.flush();
        }
    }
}
