package dev.tributary.cli.live;

/** A user and what they did last. */
public record ActiveUser(String id, ShownBehavior newest) {}
