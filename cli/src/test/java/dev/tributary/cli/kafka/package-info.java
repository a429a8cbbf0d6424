@NullMarked
package dev.tributary.cli.kafka;

import org.jspecify.annotations.NullMarked;
