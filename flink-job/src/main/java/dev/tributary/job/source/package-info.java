/** Stage source: bytes from Kafka, decoded and checked; what cannot be read becomes a dead letter. */
@NullMarked
package dev.tributary.job.source;

import org.jspecify.annotations.NullMarked;
