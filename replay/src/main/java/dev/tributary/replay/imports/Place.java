package dev.tributary.replay.imports;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;

/** Where a row stands. */
record Place(String file, long line) {
    static Place of(Path path, long line) {
        return new Place(String.valueOf(path.getFileName()), line);
    }

    /** @return an id for a row that has none: the same for the same line of the same file, so that a second import makes the same records */
    String id() {
        return UUID.nameUUIDFromBytes(toString().getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    @Override
    public String toString() {
        return file + " line " + line;
    }
}
