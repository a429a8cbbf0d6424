/** Inner loops, by JMH. */
@NullMarked
package dev.tributary.benchmarks.loops;

import org.jspecify.annotations.NullMarked;
