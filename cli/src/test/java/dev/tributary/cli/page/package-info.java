@NullMarked
package dev.tributary.cli.page;

import org.jspecify.annotations.NullMarked;
