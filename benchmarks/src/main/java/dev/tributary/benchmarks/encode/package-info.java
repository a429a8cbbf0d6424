/** Texts per second through the encode stage. */
@NullMarked
package dev.tributary.benchmarks.encode;

import org.jspecify.annotations.NullMarked;
