package dev.tributary.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jline.utils.Signals;

/** The terminal that standard output goes to, if it goes to one. */
public final class Terminal {
    /** Set by the launcher, which can tell for sure. */
    private static final String TOLD = "tributary.terminal";

    private static final File DEVICE = new File("/dev/tty");

    private Terminal() {}

    /** In characters. */
    public record Size(int columns, int rows) {
        static final Size USUAL = new Size(120, 40);
    }

    /** @return whether standard output is a terminal that understands colors and cursor movement */
    public static boolean isThere() {
        String told = System.getProperty(TOLD);
        boolean terminal = told == null ? System.console() != null : Boolean.parseBoolean(told);
        return terminal && !"dumb".equals(System.getenv("TERM"));
    }

    /** Asks the operating system; takes some milliseconds. */
    public static Size size() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(DEVICE)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (stty.waitFor(1, TimeUnit.SECONDS) && answer.matches("[1-9]\\d{0,3} [1-9]\\d{0,3}")) {
                String[] rowsAndColumns = answer.split(" ");
                return new Size(Integer.parseInt(rowsAndColumns[1]), Integer.parseInt(rowsAndColumns[0]));
            }
        } catch (IOException noTerminal) {
            return Size.USUAL;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Size.USUAL;
    }

    /** Lets a command end in its own way: the first Ctrl-C, hang-up or termination runs the action, a second one ends the process at once. */
    public static void onInterrupt(Runnable end) {
        var interrupts = new java.util.concurrent.atomic.AtomicInteger();
        Runnable handler = () -> {
            if (interrupts.getAndIncrement() == 0) {
                end.run();
            } else {
                new Thread(() -> Runtime.getRuntime().exit(130), "end").start();
            }
        };
        for (String signal : new String[] {"INT", "TERM", "HUP"}) {
            Signals.register(signal, handler);
        }
    }
}
