package dev.tributary.cli.terminal;

import java.io.PrintWriter;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One line that says what is waited for and for how long; it goes away when the wait is over. Without a terminal it is printed once. */
public final class Waiting implements AutoCloseable {
    private static final String TURNS = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
    private static final long PERIOD_MS = 100;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "waiting");
        thread.setDaemon(true);
        return thread;
    });
    private final PrintWriter out;
    private final boolean terminal;
    private final String what;
    private final long start = System.nanoTime();
    private final Thread clearing = new Thread(this::clear, "clear-line");

    public Waiting(PrintWriter out, boolean terminal, String what) {
        this.out = out;
        this.terminal = terminal;
        this.what = what;
        if (terminal) {
            Runtime.getRuntime().addShutdownHook(clearing); // for a wait that Ctrl-C ends
            var unused = clock.scheduleAtFixedRate(this::draw, 0, PERIOD_MS, TimeUnit.MILLISECONDS);
        } else {
            out.println(what + " …");
            out.flush();
        }
    }

    private void draw() {
        long elapsedMs = (System.nanoTime() - start) / 1_000_000;
        char turn = TURNS.charAt((int) (elapsedMs / PERIOD_MS % TURNS.length()));
        out.printf("\r\033[K%s %s … %d s", turn, what, elapsedMs / 1000);
        out.flush();
    }

    @Override
    public void close() {
        clear();
        forgetHook();
    }

    private void clear() {
        clock.shutdownNow();
        try {
            clock.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (terminal) {
            out.print("\r\033[K");
            out.flush();
        }
    }

    private void forgetHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(clearing);
        } catch (IllegalStateException ending) {
            // the JVM is running it
        }
    }
}
