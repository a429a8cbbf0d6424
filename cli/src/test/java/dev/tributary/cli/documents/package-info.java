@NullMarked
package dev.tributary.cli.documents;

import org.jspecify.annotations.NullMarked;
