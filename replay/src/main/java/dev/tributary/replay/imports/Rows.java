package dev.tributary.replay.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipException;

/** Reads a file of JSON lines row by row; a row that cannot be taken is rejected, and the next one follows. */
final class Rows {
    private static final ObjectReader JSON = new JsonMapper().reader();

    private Rows() {}

    /** Takes one row, or says why it is none. */
    interface Taker<T> {
        void take(T row, Place place) throws BadRowException, IOException;
    }

    static void ofJson(Path path, SourceFiles source, Intake intake, Taker<JsonNode> taker) throws IOException {
        long line = 0;
        try (var reader = new BufferedReader(new InputStreamReader(source.open(path), StandardCharsets.UTF_8))) {
            for (String next = reader.readLine(); next != null; next = reader.readLine()) {
                String text = next;
                Place place = Place.of(path, ++line);
                take(place, intake, () -> taker.take(json(text), place));
            }
        } catch (EOFException | ZipException e) {
            throw broken(path, line, e);
        }
    }

    /** A step that may find its row bad. */
    interface Step {
        void run() throws BadRowException, IOException;
    }

    static void take(Place place, Intake intake, Step step) throws IOException {
        try {
            step.run();
        } catch (BadRowException e) {
            intake.reject(place, e.reason(), String.valueOf(e.getMessage()));
        }
    }

    static IllegalArgumentException broken(Path path, long line, IOException e) {
        return new IllegalArgumentException(
                "%s breaks off after line %d (%s): download it again".formatted(path, line, e.getMessage()), e);
    }

    private static JsonNode json(String text) throws BadRowException {
        try {
            JsonNode node = JSON.readTree(text);
            if (node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            throw new BadRowException("bad-json", e.getOriginalMessage());
        }
        throw new BadRowException("bad-json", "It is no JSON object");
    }
}
