package dev.tributary.benchmarks.measure;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Medians of one contestant.
 *
 * @param unit what is counted
 * @param cpuMicrosPerUnit null where it was not measured
 * @param load the machine during the median repetition, each number by itself
 * @param more figures of this benchmark alone, by name
 */
public record Figure(
        String benchmark,
        String name,
        String unit,
        double perSecond,
        @Nullable Double cpuMicrosPerUnit,
        Load load,
        Map<String, Double> more) {

    public static Figure of(
            String benchmark, String name, String unit, List<Sample> samples, Map<String, Double> more) {
        var load = new Load(
                Median.of(samples, sample -> sample.load().average()),
                Median.of(samples, sample -> sample.load().othersCores()),
                Median.of(samples, sample -> sample.load().stealPercent()));
        return new Figure(
                benchmark,
                name,
                unit,
                Median.of(samples, Sample::perSecond),
                Median.of(samples, Sample::cpuMicrosPerUnit),
                load,
                more);
    }
}
