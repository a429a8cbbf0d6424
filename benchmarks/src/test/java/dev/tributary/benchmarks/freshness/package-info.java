@NullMarked
package dev.tributary.benchmarks.freshness;

import org.jspecify.annotations.NullMarked;
