package dev.tributary.benchmarks.soak;

import dev.tributary.models.encoder.SharedEncoder;
import java.util.Collection;
import java.util.List;

/**
 * What is left while no job runs.
 *
 * @param residentMegabytes after a garbage collection, and after the allocator gave back what is free
 * @param heapMegabytes objects in use
 * @param threads all that live: the broker's, the cluster's and the users' too
 * @param threadsOfTheJob those that the job itself starts
 * @param leases on encoders
 * @param nativeObjects DJL's arrays, models and managers
 */
record AtRest(
        double residentMegabytes,
        double heapMegabytes,
        int threads,
        int threadsOfTheJob,
        int leases,
        long nativeObjects) {
    private static final long PATIENCE_MS = 30_000;
    private static final long POLL_MS = 100;

    private static final String OF_THE_JOB = "Source Data Fetcher.*|encoder-.*|async-.*|.*\\(\\d+/\\d+\\)#\\d+.*";

    /** Threads need a moment to end: waits for those of the job, but not for ever. */
    static AtRest look() throws InterruptedException {
        for (long waited = 0; waited < PATIENCE_MS && !ofTheJob().isEmpty(); waited += POLL_MS) {
            Thread.sleep(POLL_MS);
        }
        double heap = Memory.heapAfterCollection();
        Memory.trim();
        return new AtRest(
                Memory.resident(),
                heap,
                alive().size(),
                ofTheJob().size(),
                SharedEncoder.openLeases(),
                NativeObjects.open());
    }

    static List<String> ofTheJob() {
        return alive().stream()
                .map(Thread::getName)
                .filter(name -> name.matches(OF_THE_JOB))
                .toList();
    }

    private static Collection<Thread> alive() {
        return Thread.getAllStackTraces().keySet();
    }
}
