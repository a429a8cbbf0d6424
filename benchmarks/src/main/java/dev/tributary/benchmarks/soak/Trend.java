package dev.tributary.benchmarks.soak;

import java.util.List;

/**
 * The straight line through some points, by least squares.
 *
 * @param slope by how much y grows while x grows by one
 * @param error the slope's standard error, as if the points' distances from the line were independent; those of memory are not quite, so the
 *     true one is larger. Infinite with fewer than three points
 */
record Trend(double slope, double error) {
    /** The slope is surely above a limit if it still is with this many standard errors less. */
    private static final double SURE = 2;

    record Point(double x, double y) {}

    /** @return a slope of zero if all points lie at one x */
    static Trend through(List<Point> points) {
        double meanX = points.stream().mapToDouble(Point::x).average().orElse(0);
        double meanY = points.stream().mapToDouble(Point::y).average().orElse(0);
        double spread = points.stream()
                .mapToDouble(point -> Math.pow(point.x() - meanX, 2))
                .sum();
        if (spread == 0) {
            return new Trend(0, Double.POSITIVE_INFINITY);
        }
        double slope = points.stream()
                        .mapToDouble(point -> (point.x() - meanX) * (point.y() - meanY))
                        .sum()
                / spread;
        if (points.size() < 3) {
            return new Trend(slope, Double.POSITIVE_INFINITY);
        }
        double residuals = points.stream()
                .mapToDouble(point -> Math.pow(point.y() - meanY - slope * (point.x() - meanX), 2))
                .sum();
        return new Trend(slope, Math.sqrt(residuals / (points.size() - 2) / spread));
    }

    boolean surelyAbove(double limit) {
        return slope - SURE * error > limit;
    }
}
