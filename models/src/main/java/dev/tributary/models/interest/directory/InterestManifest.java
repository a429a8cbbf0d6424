package dev.tributary.models.interest.directory;

import java.util.List;
import java.util.Map;

/**
 * What interest.json says of a trained model.
 *
 * @param schema layout of the files; this program reads {@value #SCHEMA}
 * @param encoder version of the encoder it stands on, for example {@code all-MiniLM-L6-v2@6f1c2a3b}
 * @param dimension length of that encoder's vectors
 * @param signals inputs of the ranker, by their labels
 * @param data what it was trained on: name, fingerprint, counts
 * @param training how: settings and seed
 * @param metrics figures on the validation part
 * @param sha256 by file name
 */
public record InterestManifest(
        int schema,
        String encoder,
        int dimension,
        List<String> signals,
        Map<String, String> data,
        Map<String, String> training,
        Map<String, Double> metrics,
        Map<String, String> sha256) {
    public static final int SCHEMA = 2;

    InterestManifest with(Map<String, String> hashes) {
        return new InterestManifest(schema, encoder, dimension, signals, data, training, metrics, hashes);
    }
}
