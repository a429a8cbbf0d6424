package dev.tributary.models.evaluation;

/** A mean with its 95 % interval. */
public record Estimate(double mean, double low, double high) {}
