package dev.tributary.replay.evaluate;

/**
 * What a text policy asks of the encoder.
 *
 * @param variant the policy's name among the figures
 * @param behaviors all that passed, predicted or not
 * @param calls texts to be encoded for them; one that is the same as the user's last needs no call
 */
public record TextCost(String variant, long behaviors, long calls) {
    /** @return calls per behavior */
    public double perBehavior() {
        return behaviors == 0 ? 0 : (double) calls / behaviors;
    }
}
