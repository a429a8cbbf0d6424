/** Behaviors per second through the whole job. */
@NullMarked
package dev.tributary.benchmarks.ingest;

import org.jspecify.annotations.NullMarked;
