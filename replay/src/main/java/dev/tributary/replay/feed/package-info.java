/** Replay into Kafka, on a schedule that does not wait for the receiver. */
@NullMarked
package dev.tributary.replay.feed;

import org.jspecify.annotations.NullMarked;
