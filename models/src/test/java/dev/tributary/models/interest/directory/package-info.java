@NullMarked
package dev.tributary.models.interest.directory;

import org.jspecify.annotations.NullMarked;
