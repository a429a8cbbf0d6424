package dev.tributary.benchmarks.measure;

/** Measures one stretch of work. Safe for use by many threads. */
public final class Stopwatch {
    private final MachineTime start = MachineTime.now();

    private Stopwatch() {}

    public static Stopwatch start() {
        return new Stopwatch();
    }

    /** @return what happened since the start; the stopwatch runs on */
    public Sample stop(double units) {
        MachineTime now = MachineTime.now();
        double seconds = (now.wallNanos() - start.wallNanos()) / 1e9;
        double own = (now.ownNanos() - start.ownNanos()) / 1e9;
        double all = Math.max(1, now.allTicks() - start.allTicks());
        double cores = Runtime.getRuntime().availableProcessors();
        double others = Math.max(0, cores * (now.busyTicks() - start.busyTicks()) / all - own / seconds);
        double stolen = 100 * (now.stolenTicks() - start.stolenTicks()) / all;
        return new Sample(units, seconds, own, new Load(MachineTime.loadAverage(), others, stolen));
    }
}
