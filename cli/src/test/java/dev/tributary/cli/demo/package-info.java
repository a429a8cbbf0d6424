@NullMarked
package dev.tributary.cli.demo;

import org.jspecify.annotations.NullMarked;
