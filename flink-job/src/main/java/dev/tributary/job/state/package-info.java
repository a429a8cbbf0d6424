/**
 * State that lies in memory while it is used, and in Flink's state when a checkpoint comes: what is read and written with every record costs no
 * bytes then, and a failure loses no more than it would without.
 */
@NullMarked
package dev.tributary.job.state;

import org.jspecify.annotations.NullMarked;
