package dev.tributary.benchmarks.soak;

import dev.tributary.benchmarks.Benchmark;
import dev.tributary.benchmarks.measure.Figure;
import dev.tributary.benchmarks.measure.Findings;
import dev.tributary.benchmarks.measure.Progress;
import dev.tributary.benchmarks.measure.Stopwatch;
import dev.tributary.benchmarks.soak.Trend.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;

/**
 * The whole job under a steady load in one JVM. In the first half of the time it is cancelled and started anew again and again, and what is left
 * each time is counted; in the second half it just runs, and its resident size is looked at. Nothing may be left, and nothing may grow.
 *
 * <p>The first third of either half is warm-up: Java compiles, pools and caches fill. Slopes are reported always, but held against their limit
 * only after {@link #MINUTES_TO_JUDGE} minutes or {@link #RESTARTS_TO_JUDGE} restarts past the warm-up: in less, a single page decides.
 */
public final class SoakBenchmark implements Benchmark {
    static final double MINUTES_TO_JUDGE = 4;
    static final int RESTARTS_TO_JUDGE = 6;
    /** Flink's own pools and RPC threads come and go. */
    private static final int THREADS_THAT_COME_AND_GO = 15;

    private final SoakOptions options;

    public SoakBenchmark(SoakOptions options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "soak";
    }

    @Override
    public void run(Findings findings, Progress progress) throws Exception {
        if (Memory.heapMayGrow()) {
            progress.say("the heap may grow, which counts as growth; for a long run set TRIBUTARY_JAVA_OPTS="
                    + "\"-Xms1g -Xmx1g -XX:+AlwaysPreTouch\"");
        }
        if (!Memory.trim()) {
            progress.say("this Java cannot have the allocator give back what is free, which then counts as growth");
        }
        double half = options.minutes * 60 / 2;
        var rocks = new ArrayList<Double>();
        var stopwatch = Stopwatch.start();
        try (var plant = Plant.start(options)) {
            List<AtRest> rests = restartAgainAndAgain(plant, half / (options.restarts + 1), rocks, progress);
            List<Point> residents = runOn(plant, half, rocks, progress);
            var sample = stopwatch.stop(options.restarts);
            var more = new LinkedHashMap<String, Double>();
            judgeRests(rests, more, findings);
            judgeGrowth(residents, more, findings);
            judgeRocks(rocks, more, findings);
            findings.add(Figure.of(name(), options.restarts + " restarts", "restarts", List.of(sample), more));
        }
    }

    /** @return what was left after each time the job was cancelled */
    private List<AtRest> restartAgainAndAgain(Plant plant, double seconds, List<Double> rocks, Progress progress)
            throws InterruptedException {
        var rests = new ArrayList<AtRest>();
        for (int i = 0; i <= options.restarts; i++) {
            JobID job = plant.submit();
            plant.run(job, seconds);
            rocks.add(plant.rocksMegabytes());
            plant.cancel(job);
            AtRest rest = AtRest.look();
            rests.add(rest);
            progress.say(("cancelled %d of %d: resident %.0f MB, heap in use %.0f MB, %d threads, %d of the job, "
                            + "%d leases, %d native objects")
                    .formatted(
                            i + 1,
                            options.restarts + 1,
                            rest.residentMegabytes(),
                            rest.heapMegabytes(),
                            rest.threads(),
                            rest.threadsOfTheJob(),
                            rest.leases(),
                            rest.nativeObjects()));
        }
        return rests;
    }

    /** @return resident megabytes by hours since the start */
    private List<Point> runOn(Plant plant, double seconds, List<Double> rocks, Progress progress)
            throws InterruptedException {
        JobID job = plant.submit();
        var residents = new ArrayList<Point>();
        long start = System.nanoTime();
        double passed = 0;
        do {
            plant.run(job, Math.min(options.sampleSeconds, seconds));
            passed = (System.nanoTime() - start) / 1e9;
            Memory.trim();
            residents.add(new Point(passed / 3600, Memory.resident()));
            rocks.add(plant.rocksMegabytes());
            progress.say("running for %.0f s: resident %.0f MB, RocksDB %.1f MB a slot"
                    .formatted(passed, residents.get(residents.size() - 1).y(), rocks.get(rocks.size() - 1)));
        } while (passed < seconds);
        plant.cancel(job);
        return residents;
    }

    private void judgeRests(List<AtRest> rests, Map<String, Double> more, Findings findings) {
        AtRest first = rests.get(0);
        AtRest last = rests.get(rests.size() - 1);
        more.put("threads_after_first", (double) first.threads());
        more.put("threads_after_last", (double) last.threads());
        more.put("heap_after_first_mb", first.heapMegabytes());
        more.put("heap_after_last_mb", last.heapMegabytes());
        more.put("native_objects", (double) last.nativeObjects());
        findings.require(
                last.threads() - first.threads() <= THREADS_THAT_COME_AND_GO,
                "soak: %d threads after the first run, %d after the last".formatted(first.threads(), last.threads()));
        findings.require(
                last.threadsOfTheJob() == 0,
                "soak: %d threads of the job outlive it: %s".formatted(last.threadsOfTheJob(), AtRest.ofTheJob()));
        findings.require(last.leases() == 0, "soak: %d leases on encoders are open".formatted(last.leases()));
        findings.require(
                last.nativeObjects() <= first.nativeObjects(),
                "soak: %d native objects after the first run, %d after the last"
                        .formatted(first.nativeObjects(), last.nativeObjects()));

        var points = new ArrayList<Point>();
        for (int i = rests.size() / 3; i < rests.size(); i++) {
            points.add(new Point(i, rests.get(i).residentMegabytes()));
        }
        Trend trend = Trend.through(points);
        more.put("mb_per_restart", trend.slope());
        more.put("mb_per_restart_error", trend.error());
        findings.require(
                points.size() <= RESTARTS_TO_JUDGE || !trend.surelyAbove(options.megabytesPerRestart),
                "soak: a restart leaves %.1f MB behind (± %.1f), allowed are %.1f"
                        .formatted(trend.slope(), trend.error(), options.megabytesPerRestart));
    }

    private void judgeGrowth(List<Point> residents, Map<String, Double> more, Findings findings) {
        List<Point> warm = residents.subList(residents.size() / 3, residents.size());
        double mean = warm.stream().mapToDouble(Point::y).average().orElseThrow();
        Trend trend = Trend.through(warm);
        double minutes = 60 * (warm.get(warm.size() - 1).x() - warm.get(0).x());
        double limit = mean * options.percentPerHour / 100;
        more.put("resident_mb", mean);
        more.put("mb_per_hour", trend.slope());
        more.put("mb_per_hour_error", trend.error());
        more.put("percent_per_hour", 100 * trend.slope() / mean);
        findings.require(
                minutes < MINUTES_TO_JUDGE || !trend.surelyAbove(limit),
                "soak: the resident size grows by %.0f MB an hour (± %.0f), allowed are %.0f"
                        .formatted(trend.slope(), trend.error(), limit));
    }

    private static void judgeRocks(List<Double> rocks, Map<String, Double> more, Findings findings) {
        double most = rocks.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        double share = Plant.MANAGED_MEGABYTES / Plant.SLOTS;
        more.put("rocksdb_slot_mb", most);
        more.put("managed_slot_mb", share);
        findings.require(
                most <= share, "soak: RocksDB takes %.1f MB in a slot that gives it %.1f".formatted(most, share));
    }
}
