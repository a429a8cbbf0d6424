/** How it is measured: alternating rounds, medians, and what the machine did meanwhile. */
@NullMarked
package dev.tributary.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
