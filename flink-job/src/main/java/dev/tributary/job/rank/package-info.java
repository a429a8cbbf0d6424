/** Stage rank, keyed by query: merges the shards' candidates into one list with reasons. */
@NullMarked
package dev.tributary.job.rank;

import org.jspecify.annotations.NullMarked;
