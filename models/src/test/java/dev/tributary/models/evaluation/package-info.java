@NullMarked
package dev.tributary.models.evaluation;

import org.jspecify.annotations.NullMarked;
