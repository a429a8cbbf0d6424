package dev.tributary.benchmarks.measure;

/** Told what is being done now. */
@FunctionalInterface
public interface Progress {
    void say(String what);
}
