/** Kafka from the outside: finding it, laying out the topics, reading and writing single records. */
@NullMarked
package dev.tributary.cli.kafka;

import org.jspecify.annotations.NullMarked;
