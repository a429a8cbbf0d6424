package dev.tributary.replay.imports;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** @param columns place of each column, by name */
record CsvRow(Map<String, Integer> columns, String[] cells) {
    /** @return null where the cell is blank */
    @Nullable
    String get(String column) {
        Integer place = columns.get(column);
        if (place == null) {
            throw new IllegalArgumentException("There is no column " + column);
        }
        String cell = cells[place].strip();
        return cell.isEmpty() ? null : cell;
    }

    String require(String column) throws BadRowException {
        String cell = get(column);
        if (cell == null) {
            throw new BadRowException("missing-value", "There is nothing in column " + column);
        }
        return cell;
    }
}
