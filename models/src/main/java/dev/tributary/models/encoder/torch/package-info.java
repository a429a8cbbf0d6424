/** The only package that knows DJL: loads a model directory and runs it on a GPU or CPU. */
@NullMarked
package dev.tributary.models.encoder.torch;

import org.jspecify.annotations.NullMarked;
