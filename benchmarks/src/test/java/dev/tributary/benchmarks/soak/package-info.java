@NullMarked
package dev.tributary.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
