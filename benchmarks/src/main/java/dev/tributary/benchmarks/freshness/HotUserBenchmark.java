package dev.tributary.benchmarks.freshness;

import dev.tributary.benchmarks.Benchmark;
import dev.tributary.benchmarks.measure.Figure;
import dev.tributary.benchmarks.measure.Findings;
import dev.tributary.benchmarks.measure.Latency;
import dev.tributary.benchmarks.measure.Median;
import dev.tributary.benchmarks.measure.Progress;
import dev.tributary.job.sink.SinkConfig.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How much slower everybody else is while one user makes half of all behaviors and few items get most of them. Rounds of an even load and of the
 * uneven one take turns in the same job, at the same rate; counted as in {@link FreshnessBenchmark}, the hot user aside. The p99 of the others
 * may double, which is judged only after {@link #ROUNDS_TO_JUDGE} rounds: of fewer, one in which the machine had other work decides.
 */
public final class HotUserBenchmark implements Benchmark {
    static final int ROUNDS_TO_JUDGE = 5;
    private static final double MOST = 2;

    private final HotUserOptions options;
    private final FreshnessOptions sizes;

    /** @param sizes how many users and items, and how many subtasks */
    public HotUserBenchmark(HotUserOptions options, FreshnessOptions sizes) {
        this.options = options;
        this.sizes = sizes;
    }

    @Override
    public String name() {
        return "hot-user";
    }

    @Override
    public void run(Findings findings, Progress progress) throws Exception {
        progress.say("starting");
        try (var live = Live.start(sizes, options.interval, Delivery.AT_LEAST_ONCE)) {
            Traffic even = Traffic.even(1, sizes.users, live.items());
            Traffic hot = Traffic.hot(2, sizes.users, options.share, live.items(), options.exponent);
            for (int warmUp = 0; warmUp < findings.warmUps(); warmUp++) {
                progress.say("warming up");
                round(live, even);
                round(live, hot);
            }
            var evens = new ArrayList<Live.Round>();
            var hots = new ArrayList<Live.Round>();
            for (int repetition = 1; repetition <= findings.repetitions(); repetition++) {
                progress.say("%d of %d".formatted(repetition, findings.repetitions()));
                boolean evenFirst = repetition % 2 == 1;
                if (evenFirst) {
                    evens.add(round(live, even));
                }
                hots.add(round(live, hot));
                if (!evenFirst) {
                    evens.add(round(live, even));
                }
            }
            report(findings, evens, hots);
        }
    }

    private Live.Round round(Live live, Traffic traffic) throws InterruptedException {
        return live.act(options.rate, options.seconds, traffic::redirect);
    }

    void report(Findings findings, List<Live.Round> evens, List<Live.Round> hots) {
        findings.add(figure("even load", evens));
        findings.add(figure("hot user", hots));
        findings.ratio("hot_user_others_p50", ratio(evens, hots, Latency::p50));
        double p99 = ratio(evens, hots, Latency::p99);
        findings.ratio("hot_user_others_p99", p99);
        findings.require(
                evens.size() < ROUNDS_TO_JUDGE || p99 <= MOST,
                "hot-user: with the hot user the p99 of all others is %.1f times that of an even load, allowed are %.0f"
                        .formatted(p99, MOST));
    }

    private Figure figure(String load, List<Live.Round> rounds) {
        return Figure.of(
                name(),
                load,
                "lists",
                rounds.stream().map(Live.Round::sample).toList(),
                Map.of(
                        "others_p50_ms",
                        Median.of(rounds, round -> round.latency().p50()),
                        "others_p99_ms",
                        Median.of(rounds, round -> round.latency().p99()),
                        "hot_user_p99_ms",
                        Median.of(rounds, round -> round.apart().p99())));
    }

    /** @return the median over the rounds of uneven by even, a round with the one that it took turns with */
    private static double ratio(List<Live.Round> evens, List<Live.Round> hots, ToDoubleFunction<Latency> percentile) {
        double[] ratios = new double[evens.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = percentile.applyAsDouble(hots.get(i).latency())
                    / percentile.applyAsDouble(evens.get(i).latency());
        }
        return Median.of(ratios);
    }
}
