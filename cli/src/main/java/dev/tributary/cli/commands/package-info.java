/** One class per subcommand of {@code tributary}: its options, its help, what it prints. */
@NullMarked
package dev.tributary.cli.commands;

import org.jspecify.annotations.NullMarked;
