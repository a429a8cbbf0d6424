/** Arithmetic on encoder output: compact vectors and whitening. */
@NullMarked
package dev.tributary.models.vector;

import org.jspecify.annotations.NullMarked;
