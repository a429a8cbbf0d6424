/** Searching items by vector. */
@NullMarked
package dev.tributary.benchmarks.retrieve;

import org.jspecify.annotations.NullMarked;
