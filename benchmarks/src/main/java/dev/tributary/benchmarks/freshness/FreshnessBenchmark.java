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
import java.util.Locale;
import java.util.Map;

/**
 * How long from the moment a behavior is due to be sent until a consumer has a list that reflects it. The load is open: it does not wait for
 * anything, so a pause delays all that was due in it.
 */
public final class FreshnessBenchmark implements Benchmark {
    private final FreshnessOptions options;

    public FreshnessBenchmark(FreshnessOptions options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "freshness";
    }

    @Override
    public void run(Findings findings, Progress progress) throws Exception {
        for (Delivery delivery : options.deliveries) {
            String label = delivery.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            progress.say("starting, " + label);
            try (var live = Live.start(options, options.interval, delivery)) {
                for (int warmUp = 0; warmUp < findings.warmUps(); warmUp++) {
                    progress.say(label + ", warming up");
                    live.act(options.rates.stream().mapToInt(rate -> rate).max().orElseThrow(), options.seconds);
                }
                for (int rate : options.rates) {
                    var rounds = new ArrayList<Live.Round>();
                    for (int repetition = 1; repetition <= findings.repetitions(); repetition++) {
                        progress.say("%s, %d/s, %d of %d".formatted(label, rate, repetition, findings.repetitions()));
                        rounds.add(live.act(rate, options.seconds));
                    }
                    findings.latency(String.valueOf(rate), delivery == Delivery.EXACTLY_ONCE, median(rounds));
                    findings.add(Figure.of(
                            name(),
                            rate + "/s " + label,
                            "lists",
                            rounds.stream().map(Live.Round::sample).toList(),
                            Map.of()));
                }
            }
        }
    }

    private static Latency median(List<Live.Round> rounds) {
        return new Latency(
                Median.of(rounds, round -> round.latency().p50()),
                Median.of(rounds, round -> round.latency().p95()),
                Median.of(rounds, round -> round.latency().p99()),
                Median.of(rounds, round -> round.latency().p999()));
    }
}
