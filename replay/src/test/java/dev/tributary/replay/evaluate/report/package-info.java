@NullMarked
package dev.tributary.replay.evaluate.report;

import org.jspecify.annotations.NullMarked;
