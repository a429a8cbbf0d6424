package dev.tributary.benchmarks.measure;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What the clocks show at one moment. All but wall and own time are zero on systems other than Linux.
 *
 * @param wallNanos of no fixed origin
 * @param ownNanos CPU time of this process, all threads
 * @param busyTicks CPU time of all processes
 * @param stolenTicks time in which the hypervisor ran somebody else
 * @param allTicks all time of all cores
 */
record MachineTime(long wallNanos, long ownNanos, long busyTicks, long stolenTicks, long allTicks) {
    private static final Path STAT = Path.of("/proc/stat");
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private static final int IDLE = 3;
    private static final int IO_WAIT = 4;
    private static final int STEAL = 7;
    /** Guest time, which follows, is in user time already. */
    private static final int COLUMNS = 8;

    static MachineTime now() {
        long[] ticks = ticks();
        long all = Arrays.stream(ticks).sum();
        return new MachineTime(
                System.nanoTime(),
                SYSTEM.getProcessCpuTime(),
                all - ticks[IDLE] - ticks[IO_WAIT] - ticks[STEAL],
                ticks[STEAL],
                all);
    }

    static double loadAverage() {
        return SYSTEM.getSystemLoadAverage();
    }

    private static long[] ticks() {
        try (var lines = Files.lines(STAT)) {
            String[] words = lines.findFirst().orElse("").split(" +");
            return Arrays.stream(words)
                    .skip(1)
                    .limit(COLUMNS)
                    .mapToLong(Long::parseLong)
                    .toArray();
        } catch (IOException unknown) {
            return new long[COLUMNS];
        }
    }
}
