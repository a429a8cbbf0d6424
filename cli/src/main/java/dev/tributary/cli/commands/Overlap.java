package dev.tributary.cli.commands;

import dev.tributary.models.interest.directory.InterestManifest;
import java.nio.file.Path;
import java.util.Optional;

/** Says where a model learned from what it is evaluated with: its figures are too good then and mean nothing. */
final class Overlap {
    /** Key of the manifest's data: how many behaviors of each user were kept apart from their end; 0 if they were split by time. */
    static final String WITHOUT_LAST = "without_last";
    /** Key of the manifest's data: the share of the behaviors, in time order, that was learned from. */
    static final String UNTIL = "until";

    static final String FINGERPRINT = "fingerprint";

    private Overlap() {}

    /**
     * @param fingerprint of the data set it is evaluated with; a model of another one has no overlap
     * @param asked how many behaviors at the end of each user leave-one-out needs unseen
     */
    static Optional<String> withQuestions(Path model, InterestManifest manifest, String fingerprint, int asked) {
        return isOf(manifest, fingerprint) && withoutLast(manifest) < asked
                ? Optional.of(model
                        + " learned from the behaviors that are asked for here, so its figures mean nothing. Train it with"
                        + " 'tributary train --without-last " + asked + "'.")
                : Optional.empty();
    }

    /** @param begin share of the behaviors, in time order, before the first that is predicted */
    static Optional<String> withPredictions(Path model, InterestManifest manifest, String fingerprint, double begin) {
        boolean all = withoutLast(manifest) > 0;
        return isOf(manifest, fingerprint) && (all || until(manifest) > begin)
                ? Optional.of(model
                        + " learned from behaviors that are predicted here, so its figures mean nothing. Train it with"
                        + " 'tributary train --until " + begin + "'.")
                : Optional.empty();
    }

    private static boolean isOf(InterestManifest manifest, String fingerprint) {
        return fingerprint.equals(manifest.data().get(FINGERPRINT));
    }

    private static int withoutLast(InterestManifest manifest) {
        return Integer.parseInt(manifest.data().getOrDefault(WITHOUT_LAST, "0"));
    }

    private static double until(InterestManifest manifest) {
        return Double.parseDouble(manifest.data().getOrDefault(UNTIL, "0"));
    }
}
