@NullMarked
package dev.tributary.deploy;

import org.jspecify.annotations.NullMarked;
