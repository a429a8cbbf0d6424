@NullMarked
package dev.tributary.cli.commands;

import org.jspecify.annotations.NullMarked;
