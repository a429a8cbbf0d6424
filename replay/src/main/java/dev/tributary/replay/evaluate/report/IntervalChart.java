package dev.tributary.replay.evaluate.report;

import dev.tributary.models.evaluation.Estimate;
import dev.tributary.models.evaluation.Measure;
import dev.tributary.replay.evaluate.Figures;
import java.util.List;
import java.util.Locale;

/** HR@10 of variants as bars with their intervals, drawn as SVG without anything from outside. */
final class IntervalChart {
    private static final int LABEL = 210;
    private static final int PLOT = 470;
    private static final int VALUE = 80;
    private static final int ROW = 24;
    private static final int TOP = 30;

    private final List<Figures> rows;
    private final double step;
    private final double end;

    IntervalChart(List<Figures> rows) {
        this.rows = rows;
        double most = rows.stream().mapToDouble(row -> hits(row).high()).max().orElse(0);
        this.step = step(Math.max(most, 0.001));
        this.end = step * Math.ceil(Math.max(most, 0.001) / step);
    }

    static Estimate hits(Figures row) {
        return row.measures().getOrDefault(Measure.HR_10, new Estimate(0, 0, 0));
    }

    /** @return 1, 2 or 5 times a power of ten, so that there are at most seven ticks */
    private static double step(double most) {
        double power = Math.pow(10, Math.floor(Math.log10(most / 5)));
        for (double factor : new double[] {1, 2, 5}) {
            if (most / (factor * power) <= 7) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    String svg() {
        int height = TOP + rows.size() * ROW + 8;
        int width = LABEL + PLOT + VALUE;
        var svg = new StringBuilder(text(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\""
                        + " aria-label=\"HR@10 of each variant with 95 %% interval\""
                        + " font-family=\"system-ui, sans-serif\" font-size=\"12\">%n",
                width, height, width, height));
        svg.append(text("<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>%n", width, height));
        axis(svg, height);
        for (int i = 0; i < rows.size(); i++) {
            row(svg, rows.get(i), TOP + i * ROW);
        }
        return svg.append("</svg>\n").toString();
    }

    private void axis(StringBuilder svg, int height) {
        for (int tick = 0; tick * step <= end + step / 2; tick++) {
            double x = x(tick * step);
            svg.append(text(
                    "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#e3e6e8\"/>%n",
                    x, x, TOP - 6, height - 8));
            svg.append(text(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#6b7480\">%s</text>%n",
                    x, TOP - 12, trimmed(tick * step)));
        }
    }

    private void row(StringBuilder svg, Figures row, int y) {
        Estimate hits = hits(row);
        String color = color(row.variant());
        int middle = y + ROW / 2;
        svg.append(text(
                "<g><title>%s: HR@10 %.4f [%.4f, %.4f]</title>%n",
                Html.escaped(row.variant()), hits.mean(), hits.low(), hits.high()));
        svg.append(text(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"#20262d\">%s</text>%n",
                LABEL - 10, middle + 4, Html.escaped(shortened(row.variant()))));
        svg.append(text(
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\" fill=\"%s\"/>%n",
                LABEL, y + 5, Math.max(0.5, x(hits.mean()) - LABEL), ROW - 10, color));
        svg.append(text(
                "<path d=\"M%.1f %d H%.1f M%.1f %d v8 M%.1f %d v8\" stroke=\"#20262d\" fill=\"none\"/>%n",
                x(hits.low()), middle, x(hits.high()), x(hits.low()), middle - 4, x(hits.high()), middle - 4));
        svg.append(text(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"#20262d\">%.4f</text></g>%n",
                LABEL + PLOT + VALUE - 10, middle + 4, hits.mean()));
    }

    private double x(double value) {
        return LABEL + PLOT * value / end;
    }

    private static String color(String variant) {
        if (variant.startsWith("only ") || variant.equals("text only")) {
            return "#a9bccb";
        }
        return variant.startsWith("without ") ? "#e5b27a" : "#2b7a78";
    }

    /** The end of a long name says more: it is a folder's. */
    private static String shortened(String variant) {
        return variant.length() <= 30 ? variant : "…" + variant.substring(variant.length() - 29);
    }

    private static String trimmed(double value) {
        return text("%.4f", value).replaceAll("0+$", "").replaceAll("\\.$", "");
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
