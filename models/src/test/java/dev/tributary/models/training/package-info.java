@NullMarked
package dev.tributary.models.training;

import org.jspecify.annotations.NullMarked;
