/** Stage retrieve, keyed by item: every subtask searches its own items for each broadcast query. */
@NullMarked
package dev.tributary.job.retrieve;

import org.jspecify.annotations.NullMarked;
