@NullMarked
package dev.tributary.examples;

import org.jspecify.annotations.NullMarked;
