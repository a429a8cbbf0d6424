package dev.tributary.cli.commands;

import dev.tributary.cli.terminal.Columns;
import dev.tributary.schemas.Recommendation;
import dev.tributary.schemas.RecommendedItem;
import dev.tributary.schemas.WireFormat;
import dev.tributary.schemas.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A recommendation for a person, or for a machine. */
final class ListText {
    static final String WHY_EMPTY =
            "no items: the scenario has none yet, or none that this user may be shown (already consumed, or expired)";

    private ListText() {}

    /** @return a heading and one line per item: rank, score, title, first reason */
    static String of(Recommendation list) {
        var text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%s in %s  (%s%s, revision %d)%n",
                list.getUserId(),
                list.getScenario(),
                list.getTrigger().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                list.getCausedBy() == null ? "" : " " + list.getCausedBy(),
                list.getRevision()));
        if (list.getDegraded() != null) {
            text.append("degraded: ").append(list.getDegraded()).append(System.lineSeparator());
        }
        if (list.getItems().isEmpty()) {
            text.append(WHY_EMPTY).append(System.lineSeparator());
            return text.toString();
        }
        var table = new Table("rank", "score", "item", "title", "reason");
        for (RecommendedItem item : list.getItems()) {
            table.row(
                    item.getRank(),
                    String.format(Locale.ROOT, "%.2f", item.getScore()),
                    item.getItemId(),
                    shortened(item.getTitle(), 46),
                    item.getReasons().isEmpty()
                            ? ""
                            : shortened(item.getReasons().get(0).getText(), 70));
        }
        return text.append(table).toString();
    }

    /** @return one line of JSON with the schema's field names */
    static String json(Recommendation list) {
        return new String(WireWriter.of(Recommendation.class, WireFormat.JSON).write(list), StandardCharsets.UTF_8);
    }

    static String shortened(String text, int width) {
        return Columns.cut(text, width);
    }
}
