package dev.tributary.cli.demo;

import dev.tributary.cli.terminal.Columns;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Recommendation;
import dev.tributary.schemas.RecommendedItem;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The terminal while a demonstration runs: rates and latencies, and one user at a time, what the user did, the text profile, and the lists of all
 * scenarios as they change. Redraws in place on a terminal; elsewhere prints a line a second.
 */
final class LiveView implements AutoCloseable {
    private static final long TERMINAL_MS = 250;
    private static final long PLAIN_MS = 1_000;
    /** How long one user stays on the screen. */
    private static final long USER_MS = 8_000;

    private static final int PROFILE_LINES = 6;
    private static final int LIST_ITEMS = 3;

    private final Demonstration demonstration;
    private final ProfileAsker asker;
    private final PrintWriter out;
    private final boolean terminal;
    private final int width;
    private final Thread thread;
    private volatile boolean closed;
    private String user = "";
    private long userSince;
    private long behaviorsBefore;
    private long listsBefore;
    private long drawnAt = System.currentTimeMillis();

    LiveView(Demonstration demonstration, PrintWriter out, boolean terminal, int width) {
        this.demonstration = demonstration;
        this.out = out;
        this.terminal = terminal;
        this.width = width;
        this.asker = new ProfileAsker(
                Map.of("bootstrap.servers", demonstration.tributary().bootstrapServers()),
                demonstration.data().scenarios().get(0).id());
        this.thread = new Thread(this::draw, "live-view");
        thread.setDaemon(true);
        thread.start();
    }

    private void draw() {
        if (terminal) {
            out.print("\033[?1049h\033[?25l"); // the alternate screen, no cursor
        }
        try {
            while (!closed) {
                Thread.sleep(terminal ? TERMINAL_MS : PLAIN_MS);
                if (terminal) {
                    screen();
                } else {
                    out.println(rates());
                }
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (terminal) {
                out.print("\033[?1049l\033[?25h");
                out.flush();
            }
        }
    }

    private void screen() {
        chooseUser();
        var lines = new ArrayList<String>();
        lines.add(bold("Tributary") + "   " + rates());
        lines.add("");
        if (user.isEmpty()) {
            lines.add("waiting for the first behavior …");
        } else {
            aboutUser(lines);
        }
        lines.add("");
        lines.add(dim("Ctrl-C ends the demonstration. Kafka: "
                + demonstration.tributary().bootstrapServers()));
        var frame = new StringBuilder("\033[H");
        lines.forEach(line -> frame.append(line).append("\033[K\n"));
        out.print(frame.append("\033[J"));
    }

    private String rates() {
        Observations seen = demonstration.observations();
        long now = System.currentTimeMillis();
        double seconds = Math.max(1, now - drawnAt) / 1000.0;
        long behaviors = seen.behaviors();
        long lists = seen.recommendations();
        var latency = seen.latency();
        String text = String.format(
                Locale.ROOT,
                "behaviors %,d (%,.0f/s)   lists %,d (%,.0f/s)   behavior→list p50 %d ms, p99 %d ms   encoder calls %,d   items %,d",
                behaviors,
                (behaviors - behaviorsBefore) / seconds,
                lists,
                (lists - listsBefore) / seconds,
                latency.p50(),
                latency.p99(),
                demonstration.tributary().encoderCalls(),
                demonstration.tributary().items());
        behaviorsBefore = behaviors;
        listsBefore = lists;
        drawnAt = now;
        return text;
    }

    /** Stays with a user for a while, then goes on to whoever acted last. */
    private void chooseUser() {
        long now = System.currentTimeMillis();
        String newest = demonstration.observations().newestUser();
        if (newest != null && (user.isEmpty() || now - userSince > USER_MS)) {
            user = newest;
            userSince = now;
        }
        if (!user.isEmpty()) {
            asker.ask(user);
        }
    }

    private void aboutUser(List<String> lines) {
        Behavior behavior = demonstration.observations().newestBehavior(user);
        if (behavior != null) {
            lines.add(bold("User " + user) + "   just now: " + behavior.getAction() + " " + behavior.getItemId()
                    + " in " + behavior.getScenario());
        }
        String profile = demonstration.follower().profileText(user);
        lines.add("");
        lines.add(dim("profile"));
        if (profile != null) {
            profile.lines().limit(PROFILE_LINES).forEach(line -> lines.add("  " + Columns.cut(line, width - 2)));
        }
        demonstration.observations().lists(user).forEach((scenario, list) -> {
            lines.add("");
            lines.add(bold(scenario) + dim("   revision " + list.getRevision()));
            items(list, lines);
        });
    }

    private void items(Recommendation list, List<String> lines) {
        int title = Math.max(20, width / 2 - 6);
        for (RecommendedItem item :
                list.getItems().subList(0, Math.min(LIST_ITEMS, list.getItems().size()))) {
            String reason =
                    item.getReasons().isEmpty() ? "" : item.getReasons().get(0).getText();
            lines.add("  " + item.getRank() + " " + Columns.fit(item.getTitle(), title) + " "
                    + dim(Columns.cut(reason, width - title - 5)));
        }
    }

    private static String bold(String text) {
        return "\033[1m" + text + "\033[0m";
    }

    private static String dim(String text) {
        return "\033[2m" + text + "\033[0m";
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
