/** What the benchmarks of the whole job share: topics, records, waiting. */
@NullMarked
package dev.tributary.benchmarks.stream;

import org.jspecify.annotations.NullMarked;
