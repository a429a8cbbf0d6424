package dev.tributary.replay.world;

import java.time.Duration;
import java.time.Instant;

/**
 * What a simulated world is like. The same settings make the same world, record for record.
 *
 * @param seed of all that is drawn by lot
 * @param language of items, reviews and searches: {@code en} or {@code zh}
 * @param users how many there are in the end
 * @param itemsPerScenario how many there are in the end, in each of the four scenarios
 * @param start time of the first session
 * @param growth from the start, during which new items are published and new users arrive; behaviors go on after it
 * @param growing share of items and of users that come after the start, 0 to 1
 * @param sessionsPerDay of the average user
 * @param drift chance that a session begins with one interest of the user replaced by another, 0 to 1
 */
public record WorldSettings(
        long seed,
        String language,
        int users,
        int itemsPerScenario,
        Instant start,
        Duration growth,
        double growing,
        double sessionsPerDay,
        double drift) {

    public WorldSettings {
        check(language.equals("en") || language.equals("zh"), "language must be en or zh, got '" + language + "'");
        check(users >= 1 && users <= 10_000_000, "users must be 1 to 10000000, got " + users);
        check(
                itemsPerScenario >= 1 && itemsPerScenario <= 100_000,
                "itemsPerScenario must be 1 to 100000, got " + itemsPerScenario);
        check(growth.toMillis() > 0, "growth must be at least a millisecond, got " + growth);
        check(growing >= 0 && growing <= 1, "growing must be 0 to 1, got " + growing);
        check(
                sessionsPerDay >= 0.001 && sessionsPerDay <= 1000,
                "sessionsPerDay must be 0.001 to 1000, got " + sessionsPerDay);
        check(drift >= 0 && drift <= 1, "drift must be 0 to 1, got " + drift);
    }

    /** A thousand users and 500 items in each scenario, a fifth of either new within the first 30 days; starts with 2026. */
    public static WorldSettings of(long seed, String language) {
        return new WorldSettings(
                seed, language, 1000, 500, Instant.parse("2026-01-01T00:00:00Z"), Duration.ofDays(30), 0.2, 2, 0.03);
    }

    public WorldSettings withUsers(int users) {
        return new WorldSettings(
                seed, language, users, itemsPerScenario, start, growth, growing, sessionsPerDay, drift);
    }

    public WorldSettings withItemsPerScenario(int itemsPerScenario) {
        return new WorldSettings(
                seed, language, users, itemsPerScenario, start, growth, growing, sessionsPerDay, drift);
    }

    public WorldSettings withStart(Instant start) {
        return new WorldSettings(
                seed, language, users, itemsPerScenario, start, growth, growing, sessionsPerDay, drift);
    }

    public WorldSettings withGrowth(Duration growth, double growing) {
        return new WorldSettings(
                seed, language, users, itemsPerScenario, start, growth, growing, sessionsPerDay, drift);
    }

    public WorldSettings withSessionsPerDay(double sessionsPerDay) {
        return new WorldSettings(
                seed, language, users, itemsPerScenario, start, growth, growing, sessionsPerDay, drift);
    }

    public WorldSettings withDrift(double drift) {
        return new WorldSettings(
                seed, language, users, itemsPerScenario, start, growth, growing, sessionsPerDay, drift);
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
