package dev.tributary.benchmarks.measure;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Findings in words. */
public final class Report {
    private Report() {}

    public static String of(Findings findings) {
        var text = new StringBuilder();
        Machine machine = findings.machine();
        line(
                text,
                "%s, %d cores, Java %s, heap %d MB, vector instructions: %s; medians of %d",
                machine.processor(),
                machine.cores(),
                machine.java(),
                machine.heapMegabytes(),
                machine.vectorInstructions() ? "yes" : "no",
                findings.repetitions());
        line(text, "");
        findings.figures().forEach(figure -> figure(text, figure));
        latencies(text, "behavior to list, ms, at least once", findings.latencyMs(false));
        latencies(text, "behavior to list, ms, exactly once", findings.latencyMs(true));
        findings.ratios()
                .forEach((name, ratio) -> line(
                        text,
                        "%-40s %6.3f%s",
                        name,
                        ratio,
                        findings.cpuRatios().containsKey(name)
                                ? String.format(
                                        Locale.ROOT,
                                        "  (by CPU time %.3f)",
                                        findings.cpuRatios().get(name))
                                : ""));
        return text.toString();
    }

    private static void figure(StringBuilder text, Figure figure) {
        line(
                text,
                "%-10s %-24s %14.1f %s/s %s   load %.1f, others %.1f cores, steal %.0f %%%s",
                figure.benchmark(),
                figure.name(),
                figure.perSecond(),
                figure.unit(),
                figure.cpuMicrosPerUnit() == null
                        ? ""
                        : String.format(Locale.ROOT, "%10.1f µs CPU each", figure.cpuMicrosPerUnit()),
                figure.load().average(),
                figure.load().othersCores(),
                figure.load().stealPercent(),
                more(figure.more()));
    }

    private static String more(Map<String, Double> more) {
        return more.entrySet().stream()
                .map(entry -> String.format(Locale.ROOT, "; %s %.4g", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining());
    }

    private static void latencies(StringBuilder text, String heading, Map<String, Latency> byRate) {
        if (!byRate.isEmpty()) {
            line(text, "%n%-40s %10s %10s %10s %10s", heading, "p50", "p95", "p99", "p99.9");
            byRate.forEach((rate, latency) -> line(
                    text,
                    "%38s/s %10.1f %10.1f %10.1f %10.1f",
                    rate,
                    latency.p50(),
                    latency.p95(),
                    latency.p99(),
                    latency.p999()));
        }
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }
}
