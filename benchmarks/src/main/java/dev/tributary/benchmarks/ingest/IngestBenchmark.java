package dev.tributary.benchmarks.ingest;

import dev.tributary.benchmarks.Benchmark;
import dev.tributary.benchmarks.measure.Contest;
import dev.tributary.benchmarks.measure.Contestant;
import dev.tributary.benchmarks.measure.Figure;
import dev.tributary.benchmarks.measure.Findings;
import dev.tributary.benchmarks.measure.Median;
import dev.tributary.benchmarks.measure.Progress;
import dev.tributary.benchmarks.measure.Sample;
import dev.tributary.benchmarks.measure.Stopwatch;
import dev.tributary.benchmarks.stream.Record;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.TimeUtils;

/**
 * Behaviors per second through the whole job, lists and profile texts included, against a bare Flink job on the same behaviors: what Kafka, a
 * shuffle and RocksDB cost alone. Broker and load generator run in the same process and their CPU time counts on both sides.
 */
public final class IngestBenchmark implements Benchmark {
    private static final String PRODUCT = "job";
    private static final String BARE = "bare-job";

    private final IngestOptions options;

    public IngestBenchmark(IngestOptions options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "ingest";
    }

    @Override
    public void run(Findings findings, Progress progress) throws Exception {
        Events events = Events.make(options, findings.warmUps() + findings.repetitions());
        Duration interval = TimeUtils.parseDuration(options.interval);
        progress.say("starting both jobs");
        try (var jobs = TwoJobs.start(events, options)) {
            var output = new ArrayList<Output>();
            Iterator<List<Record>> forProduct = events.rounds().iterator();
            Iterator<List<Record>> forBare = events.rounds().iterator();
            var contest = Contest.run(
                    List.of(
                            Contestant.of(PRODUCT, () -> product(jobs, forProduct.next(), interval, output)),
                            Contestant.of(BARE, () -> bare(jobs, forBare.next()))),
                    findings,
                    progress);
            output.subList(0, findings.warmUps()).clear();
            contest.samples()
                    .forEach((name, samples) -> findings.add(Figure.of(
                            name(),
                            name,
                            "behaviors",
                            samples,
                            name.equals(PRODUCT)
                                    ? Map.of(
                                            "lists/s", Median.of(output, Output::listsPerSecond),
                                            "profile texts/s", Median.of(output, Output::textsPerSecond))
                                    : Map.of())));
            findings.compare("ingest", contest, BARE);
        }
    }

    private static Sample product(TwoJobs jobs, List<Record> behaviors, Duration interval, List<Output> output)
            throws InterruptedException {
        long lists = jobs.lists();
        long encoded = jobs.encoded();
        var stopwatch = Stopwatch.start();
        jobs.product(behaviors);
        Sample sample = stopwatch.stop(behaviors.size());
        output.add(
                new Output((jobs.lists() - lists) / sample.seconds(), (jobs.encoded() - encoded) / sample.seconds()));
        jobs.settle(interval);
        return sample;
    }

    private static Sample bare(TwoJobs jobs, List<Record> behaviors) throws InterruptedException {
        var stopwatch = Stopwatch.start();
        jobs.bare(behaviors);
        return stopwatch.stop(behaviors.size());
    }

    private record Output(double listsPerSecond, double textsPerSecond) {}
}
