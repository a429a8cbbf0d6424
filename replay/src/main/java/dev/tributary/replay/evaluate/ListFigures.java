package dev.tributary.replay.evaluate;

/**
 * What the lists of ten looked like.
 *
 * @param coverage share of the scenario's items that stood in at least one list
 * @param diversity mean over lists of the mean of 1 - cosine of the texts of all pairs in a list
 */
public record ListFigures(String scenario, double coverage, double diversity) {}
