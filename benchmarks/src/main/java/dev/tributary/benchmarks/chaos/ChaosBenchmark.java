package dev.tributary.benchmarks.chaos;

import dev.tributary.benchmarks.Benchmark;
import dev.tributary.benchmarks.measure.Figure;
import dev.tributary.benchmarks.measure.Findings;
import dev.tributary.benchmarks.measure.Median;
import dev.tributary.benchmarks.measure.Progress;
import dev.tributary.benchmarks.measure.Stopwatch;
import dev.tributary.benchmarks.stream.Await;
import dev.tributary.replay.world.World;
import dev.tributary.replay.world.WorldSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Kafka, ZooKeeper, a JobManager and two TaskManagers as processes, a steady load, and one of them killed again and again, each started anew
 * two seconds later. Measured: from the kill until a list reflects a behavior that was sent after it. In the end every behavior that Kafka had
 * confirmed must be reflected and counted once, and, exactly once, no list may have come twice.
 */
public final class ChaosBenchmark implements Benchmark {
    private static final String CONFIG = "chaos.yaml";
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final long RESTART_AFTER_MS = 2_000;

    private final ChaosOptions options;

    public ChaosBenchmark(ChaosOptions options) {
        this.options = options;
    }

    private record Recovery(String victim, double seconds) {}

    @Override
    public String name() {
        return "chaos";
    }

    @Override
    public void run(Findings findings, Progress progress) throws Exception {
        Path folder = Files.createTempDirectory("tributary-chaos");
        progress.say("starting the processes, seed %d; unless all goes well, logs and data stay in %s"
                .formatted(options.seed, folder));
        try (var processes = Processes.start(options.scripts, folder.resolve("cluster"), config(folder))) {
            measure(processes, findings, progress);
            if (findings.broken().isEmpty()) {
                processes.delete();
                Files.delete(folder.resolve(CONFIG));
                Files.delete(folder);
            }
        }
    }

    private void measure(Processes processes, Findings findings, Progress progress) throws Exception {
        var world = World.create(WorldSettings.of(options.seed, "en")
                .withUsers(200)
                .withItemsPerScenario(50)
                .withGrowth(Duration.ofDays(1), 0));
        try (var stream = Stream.begin(processes.bootstrapServers(), world, options.rate);
                var reader = new Reader(processes.bootstrapServers(), stream)) {
            var stopwatch = Stopwatch.start();
            List<Recovery> recoveries = killAgainAndAgain(processes, reader, progress);
            stream.end();
            var sample = stopwatch.stop(stream.confirmed().size());
            progress.say("the load has ended, waiting for the last lists");
            long lost = lost(stream, reader);
            var more = new LinkedHashMap<String, Double>();
            more.put("behaviors", (double) stream.confirmed().size());
            var verdict = new Verdict(
                    recoveries.size(),
                    lost,
                    stream.refused(),
                    Verdict.miscounted(stream.confirmed().values(), reader.revisions()),
                    reader.repeated());
            more.put("lost", (double) lost);
            more.put("users_miscounted", (double) verdict.miscounted());
            more.put("lists_repeated", (double) verdict.repeated());
            more.put("kills", (double) verdict.kills());
            recoveryTimes(recoveries, more);
            String label =
                    "seed %d %s".formatted(options.seed, options.delivery.name().toLowerCase(Locale.ROOT));
            findings.add(Figure.of(name(), label, "behaviors", List.of(sample), more));
            verdict.judge(options.delivery, findings);
        }
    }

    private List<Recovery> killAgainAndAgain(Processes processes, Reader reader, Progress progress)
            throws IOException, InterruptedException {
        var plan = new Plan(options.seed);
        var recoveries = new ArrayList<Recovery>();
        awaitListsOfAfter(System.nanoTime(), reader);
        long end = System.nanoTime() + (long) (options.minutes * TimeUnit.MINUTES.toNanos(1));
        while (System.nanoTime() < end) {
            Plan.Kill next = plan.next();
            String victim = next.victim();
            Thread.sleep(next.after().toMillis());
            long killed = System.nanoTime();
            processes.kill(victim);
            Thread.sleep(RESTART_AFTER_MS);
            processes.restart(victim);
            awaitListsOfAfter(killed, reader);
            var recovery = new Recovery(victim, (System.nanoTime() - killed) / 1e9);
            recoveries.add(recovery);
            progress.say("killed %s, recovered after %.1f s".formatted(victim, recovery.seconds()));
        }
        return recoveries;
    }

    private static void awaitListsOfAfter(long moment, Reader reader) throws InterruptedException {
        Await.until("a list of a later behavior", PATIENCE, () -> true, () -> reader.newestSentAt() > moment);
    }

    /** Waits for the lists of all confirmed behaviors, as long as there is hope. */
    private static long lost(Stream stream, Reader reader) throws InterruptedException {
        try {
            Await.until(
                    "the last lists",
                    PATIENCE,
                    () -> true,
                    () -> reader.reflected().containsAll(stream.confirmed().keySet()));
            return 0;
        } catch (IllegalStateException gaveUp) {
            var missing = new HashSet<>(stream.confirmed().keySet());
            missing.removeAll(reader.reflected());
            return missing.size();
        }
    }

    private static void recoveryTimes(List<Recovery> recoveries, Map<String, Double> more) {
        var byVictim = new TreeMap<String, List<Recovery>>();
        recoveries.forEach(recovery -> byVictim.computeIfAbsent(
                        recovery.victim().replaceAll("-\\d", ""), victim -> new ArrayList<>())
                .add(recovery));
        byVictim.forEach((victim, times) -> {
            more.put(victim + "_median_s", Median.of(times, Recovery::seconds));
            more.put(
                    victim + "_longest_s",
                    times.stream().mapToDouble(Recovery::seconds).max().orElseThrow());
        });
    }

    private Path config(Path folder) throws IOException {
        return Files.writeString(folder.resolve(CONFIG), """
                execution.checkpointing.interval: 2 s
                tributary:
                  profile:
                    refresh: OWN
                    refresh-interval: 0 ms
                  sink:
                    delivery: %s
                  scenarios:
                    - id: shop
                      description: Equipment to buy
                      repeats: true
                    - id: social
                      description: Short posts by people
                    - id: content
                      description: Articles and videos
                    - id: travel
                      description: Trips and places to stay
                """.formatted(options.delivery));
    }
}
