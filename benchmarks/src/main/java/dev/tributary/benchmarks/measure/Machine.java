package dev.tributary.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where it was measured.
 *
 * @param processor as the system names it, empty where it does not
 * @param vectorInstructions whether the JVM was started with the module for them
 */
public record Machine(String processor, int cores, String java, long heapMegabytes, boolean vectorInstructions) {
    private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

    static Machine here() {
        return new Machine(
                processorName(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().toString(),
                Runtime.getRuntime().maxMemory() >> 20,
                ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
    }

    private static String processorName() {
        try (var lines = Files.lines(PROCESSOR)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException unknown) {
            return "";
        }
    }
}
