/** Stage sink: lists and dead letters to Kafka. */
@NullMarked
package dev.tributary.job.sink;

import org.jspecify.annotations.NullMarked;
