package dev.tributary.job.encode;

import java.util.Collection;
import java.util.OptionalInt;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;

/** The GPU that Flink's external resource framework gave a TaskManager, where it is configured under the name {@code gpu}. */
final class GivenGpu {
    static final String RESOURCE = "gpu";

    /** What Flink's GPU driver calls the number of a GPU. */
    private static final String INDEX = "index";

    private GivenGpu() {}

    /** @return the lowest number of those given, as all subtasks of a TaskManager share one encoder; nothing if none was given */
    static OptionalInt of(Collection<ExternalResourceInfo> given) {
        return given.stream()
                .flatMap(info -> info.getProperty(INDEX).stream())
                .filter(number -> number.matches("\\d{1,4}"))
                .mapToInt(Integer::parseInt)
                .min();
    }
}
