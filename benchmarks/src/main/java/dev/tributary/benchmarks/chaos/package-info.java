/** Chaos: processes of the product are killed while it works, and nothing may be missing afterwards. */
@NullMarked
package dev.tributary.benchmarks.chaos;

import org.jspecify.annotations.NullMarked;
