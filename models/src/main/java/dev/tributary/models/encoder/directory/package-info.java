/** Model directories: what lies in them, and the checks before native code sees a file. */
@NullMarked
package dev.tributary.models.encoder.directory;

import org.jspecify.annotations.NullMarked;
