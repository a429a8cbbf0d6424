/** Stage encode: texts to vectors, in micro-batches shared by the TaskManager. */
@NullMarked
package dev.tributary.job.encode;

import org.jspecify.annotations.NullMarked;
