@NullMarked
package dev.tributary.models.interest;

import org.jspecify.annotations.NullMarked;
