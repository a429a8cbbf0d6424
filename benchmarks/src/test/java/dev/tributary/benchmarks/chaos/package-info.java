@NullMarked
package dev.tributary.benchmarks.chaos;

import org.jspecify.annotations.NullMarked;
