package dev.tributary.benchmarks.measure;

/**
 * One measured stretch of work.
 *
 * @param units what was worked off
 * @param cpuSeconds CPU time of this process: of load generator and broker too, where they run in it
 */
public record Sample(double units, double seconds, double cpuSeconds, Load load) {

    public double perSecond() {
        return units / seconds;
    }

    public double cpuMicrosPerUnit() {
        return cpuSeconds * 1e6 / units;
    }
}
