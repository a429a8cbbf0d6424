/** Offline evaluation: replays a data set through the code of the stream and measures every prediction. */
@NullMarked
package dev.tributary.replay.evaluate;

import org.jspecify.annotations.NullMarked;
