/** From a behavior to the list that knows of it. */
@NullMarked
package dev.tributary.benchmarks.freshness;

import org.jspecify.annotations.NullMarked;
