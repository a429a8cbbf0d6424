/** A data set played back in memory: what the stream would know after each behavior, for training and evaluation alike. */
@NullMarked
package dev.tributary.replay.playback;

import org.jspecify.annotations.NullMarked;
