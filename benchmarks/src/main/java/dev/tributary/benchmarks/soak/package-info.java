/** The product over a long time and many starts: does it keep memory, threads or native objects that it no longer needs? */
@NullMarked
package dev.tributary.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
