package dev.tributary.models.training;

import dev.tributary.models.interest.Signal;

/**
 * What a user chose, among what else could have been shown at that moment.
 *
 * @param scenario position in the trainer's list of scenarios
 * @param signals rows of {@link Signal#COUNT} numbers; the first row is the chosen item
 * @param weights how many items of the catalog each row stands for: 1, or more for items drawn at random. Without them the network would learn
 *     which items are drawn, not which are chosen
 */
@SuppressWarnings("ArrayRecordComponent") // large, never compared
public record TrainingList(int scenario, float[] signals, float[] weights) {
    public int size() {
        return weights.length;
    }
}
