/** The {@code tributary} command: what a person types, and what is printed back. */
@NullMarked
package dev.tributary.cli;

import org.jspecify.annotations.NullMarked;
