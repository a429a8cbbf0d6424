/** What a terminal can do: its size, colors, and how wide text is on it. */
@NullMarked
package dev.tributary.cli.terminal;

import org.jspecify.annotations.NullMarked;
