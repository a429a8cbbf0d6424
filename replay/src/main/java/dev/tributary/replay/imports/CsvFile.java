package dev.tributary.replay.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** A table of comma-separated values whose first row names the columns. */
record CsvFile(Path path, char separator) {
    private static final ObjectReader ROWS = CsvMapper.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .build()
            .readerFor(String[].class);

    /** Separated as the name says: by tabs in {@code .tsv}, else by commas. */
    static CsvFile of(Path path) {
        return new CsvFile(path, path.toString().matches(".*\\.tsv(\\.gz)?") ? '\t' : ',');
    }

    /** @throws IllegalArgumentException if a column of {@code needed} is not there */
    void read(Collection<String> needed, SourceFiles source, Intake intake, Rows.Taker<CsvRow> taker)
            throws IOException {
        long line = 0;
        try (var in = source.open(path);
                MappingIterator<String[]> rows = ROWS.with(
                                CsvSchema.emptySchema().withColumnSeparator(separator))
                        .readValues(in)) {
            Map<String, Integer> columns = columns(rows, needed);
            while (true) {
                line = rows.getCurrentLocation().getLineNr();
                Place place = Place.of(path, line);
                String[] cells = next(rows, place, intake);
                if (cells == null) {
                    return;
                }
                Rows.take(place, intake, () -> taker.take(row(columns, cells), place));
            }
        } catch (EOFException | ZipException e) {
            throw Rows.broken(path, line, e);
        }
    }

    private Map<String, Integer> columns(MappingIterator<String[]> rows, Collection<String> needed) throws IOException {
        Map<String, Integer> columns = new LinkedHashMap<>();
        try {
            for (String name : rows.hasNextValue() ? rows.nextValue() : new String[0]) {
                columns.putIfAbsent(name.strip(), columns.size());
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(path + " is no CSV: " + e.getOriginalMessage(), e);
        }
        for (String column : needed) {
            if (!columns.containsKey(column)) {
                throw new IllegalArgumentException("%s has no column '%s'. Its first row says: %s%s"
                        .formatted(path, column, columns.keySet(), columns.size() == 1 ? separatorAdvice() : ""));
            }
        }
        return columns;
    }

    private String separatorAdvice() {
        return ". Is '" + (separator == '\t' ? "\\t" : separator) + "' what separates them?";
    }

    /** @return null at the end */
    private String @Nullable [] next(MappingIterator<String[]> rows, Place place, Intake intake) throws IOException {
        long failedAt = -1;
        while (true) {
            try {
                return rows.hasNextValue() ? rows.nextValue() : null;
            } catch (JsonProcessingException e) {
                long offset = rows.getCurrentLocation().getCharOffset();
                if (offset == failedAt) {
                    throw new IllegalArgumentException(place + " is no CSV: " + e.getOriginalMessage(), e);
                }
                failedAt = offset;
                intake.reject(place, "bad-csv", e.getOriginalMessage());
            }
        }
    }

    private static CsvRow row(Map<String, Integer> columns, String[] cells) throws BadRowException {
        if (cells.length != columns.size()) {
            throw new BadRowException(
                    "wrong-column-count", "It has " + cells.length + " columns, the first row has " + columns.size());
        }
        return new CsvRow(columns, cells);
    }
}
