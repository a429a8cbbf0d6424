package dev.tributary.benchmarks.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Contestants that took turns in one run, so that what the machine did to one it did to all. The first is the product.
 *
 * @param samples one per repetition, by contestant
 */
public record Contest(Map<String, List<Sample>> samples) {

    /**
     * Runs all without measuring, then in turns; who begins changes with every repetition.
     *
     * @param findings says how often
     * @param progress told of each turn
     */
    public static Contest run(List<Contestant> contestants, Findings findings, Progress progress) throws Exception {
        for (int warmUp = 0; warmUp < findings.warmUps(); warmUp++) {
            for (Contestant contestant : contestants) {
                progress.say(contestant.name() + ", warming up");
                contestant.run();
            }
        }
        int repetitions = findings.repetitions();
        Map<String, List<Sample>> samples = new LinkedHashMap<>();
        contestants.forEach(contestant -> samples.put(contestant.name(), new ArrayList<>()));
        for (int repetition = 0; repetition < repetitions; repetition++) {
            for (int turn = 0; turn < contestants.size(); turn++) {
                Contestant contestant = contestants.get((repetition + turn) % contestants.size());
                progress.say("%s, %d of %d".formatted(contestant.name(), repetition + 1, repetitions));
                samples.getOrDefault(contestant.name(), new ArrayList<>()).add(contestant.run());
            }
        }
        return new Contest(samples);
    }

    /** @return the median over the repetitions of the first contestant's speed by that of the reference */
    public double ratio(String reference) {
        return Median.of(
                pairs(reference),
                pair -> pair.product().perSecond() / pair.reference().perSecond());
    }

    /** @return the same of CPU time per unit, reference by product: above 1 where the product needs less; little moved by other processes */
    public double cpuRatio(String reference) {
        return Median.of(
                pairs(reference),
                pair -> pair.reference().cpuMicrosPerUnit() / pair.product().cpuMicrosPerUnit());
    }

    private List<Pair> pairs(String reference) {
        List<Sample> product = samples.values().iterator().next();
        List<Sample> others = samples.getOrDefault(reference, List.of());
        var pairs = new ArrayList<Pair>();
        for (int i = 0; i < product.size(); i++) {
            pairs.add(new Pair(product.get(i), others.get(i)));
        }
        return pairs;
    }

    private record Pair(Sample product, Sample reference) {}
}
