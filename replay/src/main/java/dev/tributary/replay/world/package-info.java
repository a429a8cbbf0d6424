/** A simulated world of people and things, for demonstrations and tests that need no data set. */
@NullMarked
package dev.tributary.replay.world;

import org.jspecify.annotations.NullMarked;
