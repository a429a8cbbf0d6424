/** The live page: a small HTTP server for one person's browser. */
@NullMarked
package dev.tributary.cli.page;

import org.jspecify.annotations.NullMarked;
