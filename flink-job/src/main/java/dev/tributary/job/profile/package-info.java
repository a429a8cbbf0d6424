/** Stage profile, keyed by user: remembers behaviors and says which lists must be made anew. */
@NullMarked
package dev.tributary.job.profile;

import org.jspecify.annotations.NullMarked;
