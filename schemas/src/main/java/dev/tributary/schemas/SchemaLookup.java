package dev.tributary.schemas;

import org.apache.avro.Schema;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Finds the schema that a record was written with by its id in a schema registry. Implementations are safe for use by many threads. */
@NullMarked
@FunctionalInterface
public interface SchemaLookup {
    /**
     * @return the schema, or null if there is none with this id
     * @throws java.io.UncheckedIOException if the registry cannot be asked
     */
    @Nullable
    Schema find(long id);
}
