/** What a behavior costs, and what the state weighs, with ever more users. */
@NullMarked
package dev.tributary.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
