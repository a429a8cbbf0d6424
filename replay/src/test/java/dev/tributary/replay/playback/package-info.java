@NullMarked
package dev.tributary.replay.playback;

import org.jspecify.annotations.NullMarked;
