package dev.tributary.benchmarks.measure;

/** The product, or something to hold it against. Does the same work at every call. */
public interface Contestant {
    /** @return as the figures name it */
    String name();

    /** Does the work once; fails if the result is wrong. */
    Sample run() throws Exception;

    static Contestant of(String name, Work work) {
        return new Contestant() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Sample run() throws Exception {
                return work.run();
            }
        };
    }

    /** The work itself. */
    @FunctionalInterface
    interface Work {
        Sample run() throws Exception;
    }
}
