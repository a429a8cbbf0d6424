package dev.tributary.replay.feed;

/** Records that Kafka has acknowledged. */
public record FeedCounts(long items, long behaviors) {}
