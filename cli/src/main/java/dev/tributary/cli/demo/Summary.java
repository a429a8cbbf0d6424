package dev.tributary.cli.demo;

import java.util.Map;

/**
 * How a demonstration went. Field names in JSON are those here in snake_case.
 *
 * @param behaviors sent and acknowledged by Kafka
 * @param reflected behaviors that are part of a profile
 * @param lost behaviors neither reflected nor refused nor duplicates
 * @param recommendations lists read back from Kafka
 * @param seconds from the first behavior sent until the last was reflected
 * @param encoderCalls texts that the encoder has encoded, items and profiles, cache hits not counted
 * @param encoderCallsPerBehavior profile texts encoded per behavior: what the encoder costs once the items are known
 * @param firstRecommendationSeconds from the start of the JVM to the first list
 * @param peakRssMb largest resident memory of the process; 0 where the system does not tell
 */
public record Summary(
        long behaviors,
        long reflected,
        long lost,
        long duplicates,
        long deadLetters,
        long recommendations,
        Map<String, Long> recommendationsByScenario,
        double seconds,
        double behaviorsPerSecond,
        Map<String, Long> latencyMs,
        long encoderCalls,
        double encoderCallsPerBehavior,
        long itemsSent,
        long itemsIndexed,
        double indexingSeconds,
        double firstRecommendationSeconds,
        long peakRssMb) {}
