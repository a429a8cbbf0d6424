@NullMarked
package dev.tributary.benchmarks;

import org.jspecify.annotations.NullMarked;
