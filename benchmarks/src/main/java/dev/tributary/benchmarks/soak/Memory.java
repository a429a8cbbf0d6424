package dev.tributary.benchmarks.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.ObjectName;

/** What this process has of the machine's memory, in megabytes. Only on Linux. */
final class Memory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final double KILOBYTES = 1 << 10;
    private static final double BYTES = 1 << 20;

    private Memory() {}

    /** @return resident: heap, native memory and mapped files that are in memory now */
    static double resident() {
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElseThrow(() -> new IllegalStateException("No VmRSS in " + STATUS))
                    / KILOBYTES;
        } catch (IOException notLinux) {
            throw new UncheckedIOException("The resident size is read from " + STATUS + ", as Linux has it.", notLinux);
        }
    }

    /**
     * Has glibc give back what it keeps although it is free: some hundred megabytes in pieces, once an encoder was closed.
     *
     * @return false if this Java cannot do that, which is there from 17.0.9 on
     */
    static boolean trim() {
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "systemTrimNativeHeap",
                            new Object[0],
                            new String[0]);
            return true;
        } catch (JMException unknown) {
            return false;
        }
    }

    /** @return objects that are still in use */
    static double heapAfterCollection() {
        System.gc();
        return heap().getUsed() / BYTES;
    }

    /** @return whether the heap takes more of the machine while it fills, which a slope would count */
    static boolean heapMayGrow() {
        return heap().getInit() < heap().getMax();
    }

    private static MemoryUsage heap() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    }
}
