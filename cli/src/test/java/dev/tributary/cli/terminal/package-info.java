@NullMarked
package dev.tributary.cli.terminal;

import org.jspecify.annotations.NullMarked;
