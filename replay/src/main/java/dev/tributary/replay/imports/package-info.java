/** Public formats of behaviors and items, turned into the replay format. */
@NullMarked
package dev.tributary.replay.imports;

import org.jspecify.annotations.NullMarked;
