@NullMarked
package dev.tributary.replay.evaluate;

import org.jspecify.annotations.NullMarked;
