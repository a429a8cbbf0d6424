@NullMarked
package dev.tributary.job.settings;

import org.jspecify.annotations.NullMarked;
