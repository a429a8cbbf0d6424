/** The whole product at once: a real broker, a real cluster, a real encoder. */
@NullMarked
package dev.tributary.cli.pipeline;

import org.jspecify.annotations.NullMarked;
