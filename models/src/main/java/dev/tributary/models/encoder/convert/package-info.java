/** From the ONNX weights inside a Maven artifact to a TorchScript archive, without Python. */
@NullMarked
package dev.tributary.models.encoder.convert;

import org.jspecify.annotations.NullMarked;
