package dev.tributary.cli.demo;

import dev.tributary.cli.terminal.Columns;
import dev.tributary.cli.terminal.Terminal;
import dev.tributary.schemas.Recommendation;
import dev.tributary.schemas.RecommendedItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One picture of the live view: lines that fit the terminal, then colored. */
final class Frame {
    private static final String BOLD = "1";
    private static final String DIM = "2";
    private static final String GREEN = "32";
    private static final String SCENARIO = "1;36";
    private static final int MOST_REASONS = 60;

    private final Terminal.Size size;
    private final List<String> lines = new ArrayList<>();

    Frame(Terminal.Size size) {
        this.size = size;
    }

    Frame heading(String name, String text) {
        int room = size.columns() - name.length() - 2;
        return add(styled(BOLD, name) + "  " + Columns.cut(text, room));
    }

    Frame quiet(String text) {
        return add(styled(DIM, Columns.cut(text, size.columns())));
    }

    Frame plain(String text) {
        return add(Columns.cut(text, size.columns()));
    }

    Frame blank() {
        return add("");
    }

    /** @param newcomers ids of items to point out */
    Frame list(Recommendation list, int most, Set<String> newcomers) {
        add(styled(SCENARIO, Columns.cut(list.getScenario(), size.columns())));
        int reasonWidth = Math.min(MOST_REASONS, size.columns() / 2 - 4);
        int titleWidth = Math.max(10, size.columns() - reasonWidth - 8);
        list.getItems().stream()
                .limit(most)
                .forEach(item -> add(line(item, titleWidth, reasonWidth, newcomers.contains(item.getItemId()))));
        return this;
    }

    private static String line(RecommendedItem item, int titleWidth, int reasonWidth, boolean isNew) {
        String name = item.getTitle().isEmpty() ? item.getItemId() : item.getTitle();
        String title = Columns.fit(name, titleWidth);
        String reason = item.getReasons().isEmpty()
                ? ""
                : Columns.cut(item.getReasons().get(0).getText(), reasonWidth);
        String mark = isNew ? styled(GREEN, "+") : " ";
        return " %s%2d  %s %s"
                .formatted(mark, item.getRank(), isNew ? styled(GREEN, title) : title, styled(DIM, reason));
    }

    private Frame add(String line) {
        lines.add(line);
        return this;
    }

    /** @return the lines, as many as the terminal has rows */
    List<String> lines() {
        return lines.subList(0, Math.min(lines.size(), size.rows() - 1));
    }

    /** @return what draws the picture over the one before */
    String drawn() {
        var text = new StringBuilder("\033[H");
        lines().forEach(line -> text.append(line).append("\033[K\r\n"));
        return text.append("\033[J").toString();
    }

    private static String styled(String style, String text) {
        return "\033[" + style + "m" + text + "\033[0m";
    }
}
