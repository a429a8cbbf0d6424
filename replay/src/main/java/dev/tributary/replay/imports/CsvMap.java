package dev.tributary.replay.imports;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which column of a table holds which field. */
final class CsvMap {
    private final Map<String, String> columns;

    /**
     * @param columns column by field
     * @param option for messages, for example {@code --map}
     * @param known fields; one that ends in a dot may be followed by a name, such as {@code context.device}
     * @throws IllegalArgumentException naming a field that is not known, or one of {@code needed} that is missing
     */
    CsvMap(Map<String, String> columns, String option, List<String> known, List<String> needed) {
        this.columns = new LinkedHashMap<>(columns);
        for (String field : columns.keySet()) {
            if (known.stream().noneMatch(name -> matches(name, field))) {
                throw new IllegalArgumentException("%s knows no field '%s', only %s"
                        .formatted(option, field, String.join(", ", known).replace(".,", ".NAME,")));
            }
        }
        for (String field : needed) {
            if (!columns.containsKey(field)) {
                throw new IllegalArgumentException(
                        "%s does not say which column holds the %s: add %s=COLUMN".formatted(option, field, field));
            }
        }
    }

    private static boolean matches(String name, String field) {
        return name.endsWith(".") ? field.startsWith(name) && field.length() > name.length() : name.equals(field);
    }

    Collection<String> columns() {
        return columns.values();
    }

    boolean has(String field) {
        return columns.containsKey(field);
    }

    /** @return null where the field has no column or its cell is blank */
    @Nullable
    String get(CsvRow row, String field) {
        String column = columns.get(field);
        return column == null ? null : row.get(column);
    }

    String require(CsvRow row, String field) throws BadRowException {
        String column = columns.get(field);
        if (column == null) {
            throw new IllegalStateException("The field " + field + " has no column");
        }
        return row.require(column);
    }

    /** @return the filled cells of all fields with this beginning, by the rest of their names */
    Map<String, String> all(CsvRow row, String prefix) {
        Map<String, String> all = new TreeMap<>();
        for (Map.Entry<String, String> column : columns.entrySet()) {
            String cell = column.getKey().startsWith(prefix) ? row.get(column.getValue()) : null;
            if (cell != null) {
                all.put(column.getKey().substring(prefix.length()), cell);
            }
        }
        return all;
    }
}
