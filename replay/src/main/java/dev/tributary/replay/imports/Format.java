package dev.tributary.replay.imports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A format that others publish, found on disk. */
public interface Format {
    /** @return all files that {@link #read} reads, for their sizes */
    List<Path> files();

    /**
     * Gives all items and behaviors to {@code intake}, in any order; a row that is none is rejected there.
     *
     * @throws IllegalArgumentException if a file is something else, such as a table without a column that is needed
     */
    void read(SourceFiles source, Intake intake) throws IOException;
}
