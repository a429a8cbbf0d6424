@NullMarked
package dev.tributary.replay.train;

import org.jspecify.annotations.NullMarked;
