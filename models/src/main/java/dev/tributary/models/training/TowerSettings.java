package dev.tributary.models.training;

/**
 * How a {@link dev.tributary.models.interest.Tower} is trained.
 *
 * @param width of the space
 * @param blocks layers of self-attention
 * @param temperature that cosines are divided by in the loss
 * @param dropout share of the numbers that are left out while learning
 * @param rate largest rate of learning; it falls to nothing
 * @param decay of weights, as in AdamW
 * @param positions of past items in one step
 * @param candidates items that each choice of a step is told apart from
 * @param epochs passes over all users
 * @param seed of weights and order
 */
public record TowerSettings(
        int width,
        int blocks,
        float temperature,
        float dropout,
        float rate,
        float decay,
        int positions,
        int candidates,
        int epochs,
        long seed) {

    public static TowerSettings defaults() {
        return new TowerSettings(64, 2, 0.1f, 0.2f, 0.003f, 0.05f, 1536, 1024, 12, 1);
    }
}
