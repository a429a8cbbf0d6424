package dev.tributary.models.encoder;

import dev.tributary.models.encoder.directory.ModelDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One line of the list of encoders.
 *
 * @param dimension length of the vectors
 * @param converted whether the model directory exists already
 * @param size bytes of the converted weights, 0 before the conversion
 * @param path the model directory, existing or not
 * @param license SPDX identifier
 */
public record EncoderInfo(
        String name, List<String> languages, int dimension, boolean converted, long size, Path path, String license) {
    static EncoderInfo of(BundledModel model, ModelConversion conversion) {
        Path place = conversion.place(model);
        boolean converted = conversion.isConverted(model);
        return new EncoderInfo(
                model.name(),
                model.languages(),
                model.dimension(),
                converted,
                converted ? size(place.resolve(ModelDirectory.MODEL)) : 0,
                place,
                model.license());
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}
