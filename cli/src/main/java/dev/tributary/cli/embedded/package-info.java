/** A real Kafka broker and a Flink cluster inside this JVM, for the demo, for trying things out and for tests. */
@NullMarked
package dev.tributary.cli.embedded;

import org.jspecify.annotations.NullMarked;
