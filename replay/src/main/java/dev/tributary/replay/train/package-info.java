/** Trains an interest model on a data set, in time order. */
@NullMarked
package dev.tributary.replay.train;

import org.jspecify.annotations.NullMarked;
