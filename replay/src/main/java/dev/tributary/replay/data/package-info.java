/** The streams that can be replayed: what one is, and the reader of data sets on disk. */
@NullMarked
package dev.tributary.replay.data;

import org.jspecify.annotations.NullMarked;
