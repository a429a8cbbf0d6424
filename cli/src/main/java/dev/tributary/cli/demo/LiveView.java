package dev.tributary.cli.demo;

import dev.tributary.cli.terminal.Terminal;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Recommendation;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * The terminal while a demonstration runs: rates and latencies, and one user at a time, what the user did, the text profile, and the lists of all
 * scenarios as they change. Redraws in place on a terminal; elsewhere prints a line a second.
 */
final class LiveView implements AutoCloseable {
    private static final long TERMINAL_MS = 250;
    private static final long PLAIN_MS = 1_000;
    /** How long one user stays on the screen, and how long the size of the terminal is believed. */
    private static final long USER_MS = 12_000;

    private static final long SIZE_MS = 2_000;
    private static final int PROFILE_LINES = 6;
    private static final int ROWS_WITHOUT_LISTS = 17;
    private static final int MOST_ITEMS = 6;

    private static final String ENTER = "\033[?1049h\033[?25l\033[2J";
    private static final String LEAVE = "\033[?25h\033[?1049l";

    private final Demonstration demonstration;
    private final ProfileAsker asker;
    private final Titles titles;
    private final Newcomers newcomers = new Newcomers();
    private final PrintWriter out;
    private final boolean terminal;
    private final String where;
    private final long start = System.currentTimeMillis();
    private final Rates rates = new Rates(start);
    private final Thread thread;
    private volatile boolean closed;
    private String user = "";
    private long userSince;
    private Terminal.Size size = Terminal.size();
    private long sizeSince = start;

    LiveView(Demonstration demonstration, PrintWriter out, boolean terminal, String where) {
        this.demonstration = demonstration;
        this.out = out;
        this.terminal = terminal;
        this.where = where;
        this.titles = new Titles(demonstration.data());
        this.asker = new ProfileAsker(
                demonstration.tributary().kafka(),
                demonstration.data().scenarios().get(0).id());
        this.thread = new Thread(this::draw, "live-view");
        thread.setDaemon(true);
        thread.start();
    }

    private void draw() {
        if (terminal) {
            out.print(ENTER);
        }
        try {
            while (!closed) {
                Thread.sleep(terminal ? TERMINAL_MS : PLAIN_MS);
                update();
                if (terminal) {
                    out.print(frame().drawn());
                } else {
                    out.println(traffic() + "   " + work());
                }
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (terminal) {
                out.print(LEAVE);
                out.flush();
            }
        }
    }

    private void update() {
        long now = System.currentTimeMillis();
        Observations seen = demonstration.observations();
        rates.update(seen.behaviors(), seen.recommendations(), now);
        if (!terminal) {
            return;
        }
        if (now - sizeSince > SIZE_MS) {
            size = Terminal.size();
            sizeSince = now;
        }
        chooseUser(seen, now);
        if (!user.isEmpty()) {
            asker.ask(user);
        }
    }

    /** Stays with a user for a while, then goes on to whoever acted last. */
    private void chooseUser(Observations seen, long now) {
        String newest = seen.newestUser();
        if (newest != null && (user.isEmpty() || now - userSince > USER_MS) && !newest.equals(user)) {
            user = newest;
            userSince = now;
            newcomers.clear();
        }
    }

    private Frame frame() {
        var frame = new Frame(size);
        frame.heading("Tributary", traffic());
        frame.plain("           " + work()).blank();
        if (user.isEmpty()) {
            frame.plain("Waiting for the first behavior …");
        } else {
            aboutUser(frame);
        }
        return frame.blank()
                .quiet(where + "Kafka: " + demonstration.tributary().bootstrapServers()
                        + "   + is new in the list   Ctrl-C ends");
    }

    private void aboutUser(Frame frame) {
        Observations seen = demonstration.observations();
        Behavior behavior = seen.newestBehavior(user);
        if (behavior != null) {
            frame.heading(
                    "User " + user,
                    "newest: %s “%s” in %s"
                            .formatted(behavior.getAction(), titles.of(behavior.getItemId()), behavior.getScenario()));
        }
        String profile = demonstration.follower().profileText(user);
        frame.quiet("text profile, newest first");
        if (profile != null) {
            profile.lines().limit(PROFILE_LINES).forEach(line -> frame.plain("  " + line));
        }
        Map<String, Recommendation> lists = seen.lists(user);
        int items = itemsPerList(lists.size());
        long now = System.currentTimeMillis();
        lists.values().forEach(list -> frame.blank().list(list, items, newcomers.of(list, items, now)));
    }

    /** As many as the terminal has room for; each list also needs a heading and a blank line. */
    private int itemsPerList(int lists) {
        int room = (size.rows() - ROWS_WITHOUT_LISTS + PROFILE_LINES) / Math.max(1, lists) - 2;
        return Math.max(1, Math.min(MOST_ITEMS, room - 1));
    }

    private String traffic() {
        Observations seen = demonstration.observations();
        var latency = seen.latency();
        Duration time = Duration.ofMillis(System.currentTimeMillis() - start);
        return String.format(
                Locale.ROOT,
                "%d:%02d   %,d behaviors (%,.0f/s)   %,d lists (%,.0f/s)   behavior → list: p50 %s ms, p99 %s ms",
                time.toMinutes(),
                time.toSecondsPart(),
                seen.behaviors(),
                rates.behaviors(),
                seen.recommendations(),
                rates.lists(),
                latency.inWords(latency.p50()),
                latency.inWords(latency.p99()));
    }

    private String work() {
        var tributary = demonstration.tributary();
        return String.format(
                Locale.ROOT,
                "%,d items   %,d texts encoded   %,d dead letters",
                tributary.items(),
                tributary.encoderCalls(),
                tributary.deadLetters());
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        asker.close();
    }
}
