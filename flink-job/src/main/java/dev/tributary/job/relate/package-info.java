/** Stage relate, keyed by item: what is known of the item is attached to each behavior. */
@NullMarked
package dev.tributary.job.relate;

import org.jspecify.annotations.NullMarked;
