/** The demonstration: data replayed through all of Tributary in this JVM, watched as it happens, and summed up. */
@NullMarked
package dev.tributary.cli.demo;

import org.jspecify.annotations.NullMarked;
