/** Stage interest, keyed by user: completes the user's side of f with the vectors made from text. */
@NullMarked
package dev.tributary.job.interest;

import org.jspecify.annotations.NullMarked;
