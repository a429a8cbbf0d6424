@NullMarked
package dev.tributary.replay.imports;

import org.jspecify.annotations.NullMarked;
