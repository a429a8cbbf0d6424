/** Learns the ranker f from lists of signals. */
@NullMarked
package dev.tributary.models.training;

import org.jspecify.annotations.NullMarked;
