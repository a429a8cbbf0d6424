@NullMarked
package dev.tributary.cli.embedded;

import org.jspecify.annotations.NullMarked;
