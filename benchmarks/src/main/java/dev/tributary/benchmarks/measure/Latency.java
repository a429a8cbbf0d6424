package dev.tributary.benchmarks.measure;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Milliseconds. */
public record Latency(
        double p50,
        double p95,
        double p99,
        @JsonProperty("p99_9") double p999) {}
