package dev.tributary.cli.live;

import java.util.Map;

/** How far each stage of the job has come. */
public interface Stages {
    /** Where nobody tells: only the topics speak. */
    Stages UNKNOWN = Reading::none;

    /**
     * @param done stage to the records it has dealt with since the job began
     * @param items that can be found, -1 if unknown
     * @param waiting behaviors in Kafka that the job has not read yet, -1 if unknown
     * @param trouble why there is nothing to read, empty if all is well
     */
    record Reading(Map<String, Long> done, long items, long waiting, String trouble) {
        static Reading none() {
            return new Reading(Map.of(), -1, -1, "");
        }
    }

    /** Called about once a second, by one thread. */
    Reading read();
}
