/** The product beside its references, measured. */
@NullMarked
package dev.tributary.benchmarks;

import org.jspecify.annotations.NullMarked;
