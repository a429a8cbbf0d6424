@NullMarked
package dev.tributary.job.encode;

import org.jspecify.annotations.NullMarked;
