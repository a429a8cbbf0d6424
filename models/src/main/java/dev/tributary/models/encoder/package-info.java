/** Text to vectors: pretrained encoders, their conversion, loading, batching and caches. */
@NullMarked
package dev.tributary.models.encoder;

import org.jspecify.annotations.NullMarked;
