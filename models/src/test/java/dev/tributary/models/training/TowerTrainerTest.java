package dev.tributary.models.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.models.encoder.CacheFolder;
import dev.tributary.models.encoder.torch.TorchEngine;
import dev.tributary.models.interest.ItemKey;
import dev.tributary.models.interest.PastBehavior;
import dev.tributary.models.interest.Tower;
import dev.tributary.models.interest.UserProfile;
import dev.tributary.models.vector.QuantizedVector;
import dev.tributary.models.vector.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TowerTrainerTest {
    private static final int CIRCLES = 8;
    private static final int CIRCLE = 10;
    private static final int ITEMS = CIRCLES * CIRCLE;
    private static final int DIMENSION = 6;
    private static final TowerSettings SETTINGS = new TowerSettings(16, 2, 0.1f, 0.1f, 0.01f, 0.01f, 256, 256, 15, 1);

    @Test
    void learnsWhatGoesTogetherWhateverTheTextsSay() {
        Sequences sequences = circles(600, 1);
        Tower tower = fit(SETTINGS, sequences);

        int firsts = 0;
        List<int[]> others = circles(200, 2).users();
        for (int[] items : others) {
            firsts += bestOf(tower, items, sequences) / CIRCLE == items[0] / CIRCLE ? 1 : 0;
        }
        assertThat((double) firsts / others.size()).isGreaterThan(0.9);
    }

    @Test
    void theSameSeedGivesTheSameTower() {
        Sequences sequences = circles(40, 1);
        TowerSettings quick = new TowerSettings(8, 1, 0.1f, 0.1f, 0.01f, 0.01f, 64, 64, 2, 1);
        int[] items = sequences.users().get(0);

        float[] once = user(fit(quick, sequences), items, sequences);

        assertThat(user(fit(quick, sequences), items, sequences)).containsExactly(once);
    }

    @Test
    void theNetworkAndTheTowerMadeFromItAgree() {
        Sequences sequences = withLongHistory(circles(30, 3));
        var settings = new TowerSettings(16, 2, 0.1f, 0, 0.01f, 0, 4096, 4096, 1, 5);
        var batch = TowerBatch.of(sequences.users(), sequences.scenarios(), 64, new SplittableRandom(1));
        try (var network =
                new TowerNetwork(TorchEngine.start(CacheFolder.ofUser().engine()), settings, sequences)) {
            float[] ofNetwork = network.users(batch);
            Tower tower = network.tower();
            for (int choice = 0; choice < batch.positions().length; choice++) {
                int row = batch.positions()[choice];
                int person = row / batch.length();
                int[] items = sequences.users().get(person);
                float[] ofTower = user(tower, Arrays.copyOf(items, row % batch.length() + 1), sequences);
                for (int k = 0; k < 16; k++) {
                    assertThat(ofTower[k]).isCloseTo(ofNetwork[choice * 16 + k], within(1e-4f));
                }
            }
        }
    }

    /** With a user of more items than a profile keeps the texts of. */
    private static Sequences withLongHistory(Sequences sequences) {
        var users = new ArrayList<>(sequences.users());
        users.add(IntStream.range(0, 40).map(i -> 2 * i).toArray());
        return new Sequences(sequences.keys(), sequences.texts(), sequences.scenarios(), users);
    }

    @Test
    void aChoiceIsToldApartFromOthersOfItsScenarioOnly() {
        var batch = TowerBatch.of(
                List.of(new int[] {0, 1, 2}, new int[] {3, 1}), new int[] {0, 0, 1, 1}, 100, new SplittableRandom(1));

        // chosen are the items 1, 2 and 1 again: nothing of their scenario is left to tell them apart from
        assertThat(batch.chosen()).hasSize(3);
        assertThat(batch.excluded()).containsOnly(1e9f);
        assertThat(batch.positions()).containsExactly(0, 1, 2);

        var more = TowerBatch.of(
                List.of(new int[] {0, 1}, new int[] {0, 2}, new int[] {0, 3}),
                new int[] {0, 0, 0, 1},
                100,
                new SplittableRandom(1));
        float no = 1e9f;
        assertThat(more.excluded()).containsExactly(no, 0, no, 0, no, no, no, no, no);
    }

    @Test
    void asManyCandidatesAsWantedAreDrawnFromWhatWasChosen() {
        Sequences sequences = circles(40, 1);

        var batch = TowerBatch.of(sequences.users(), sequences.scenarios(), 7, new SplittableRandom(1));

        assertThat(batch.candidates()).hasSize(7);
        assertThat(batch.chosen()).contains(batch.candidates());
    }

    @Test
    void learnsFromLongHistoriesPieceByPiece() {
        var one = circles(1, 1);
        int[] items = IntStream.range(0, 3 * Tower.LENGTH).map(i -> i % ITEMS).toArray();

        Tower tower = fit(
                new TowerSettings(8, 1, 0.1f, 0, 0.01f, 0, 64, 64, 1, 1),
                new Sequences(one.keys(), one.texts(), one.scenarios(), List.of(items)));

        assertThat(Vectors.dot(user(tower, items, one), user(tower, items, one)))
                .isCloseTo(1, within(1e-3f));
    }

    @Test
    void saysWhenThereIsNothingToLearnFrom() {
        var alone = new Sequences(new long[] {1}, new float[1][2], new int[1], List.of(new int[] {0}));

        assertThatThrownBy(() -> fit(SETTINGS, alone))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no user took two items");
    }

    private static Tower fit(TowerSettings settings, Sequences sequences) {
        return new TowerTrainer(settings).fit(sequences, (epoch, share, loss) -> {});
    }

    /** People who keep to one circle of items; texts are noise. */
    private static Sequences circles(int people, long seed) {
        var random = new Random(seed);
        var noise = new Random(0);
        var keys = new long[ITEMS];
        var texts = new float[ITEMS][DIMENSION];
        for (int i = 0; i < ITEMS; i++) {
            keys[i] = ItemKey.of("i" + i);
            for (int k = 0; k < DIMENSION; k++) {
                texts[i][k] = (float) noise.nextGaussian();
            }
            texts[i] = QuantizedVector.of(Vectors.normalize(texts[i])).toFloats();
        }
        var users = new ArrayList<int[]>();
        for (int person = 0; person < people; person++) {
            int circle = random.nextInt(CIRCLES);
            users.add(random.ints(3 + random.nextInt(6), 0, CIRCLE)
                    .map(i -> circle * CIRCLE + i)
                    .distinct()
                    .toArray());
        }
        users.removeIf(items -> items.length < 2);
        return new Sequences(keys, texts, new int[ITEMS], users);
    }

    private static int bestOf(Tower tower, int[] items, Sequences sequences) {
        float[] user = user(tower, items, sequences);
        int best = 0;
        float highest = -2;
        for (int i = 0; i < ITEMS; i++) {
            float cosine = Vectors.dot(user, tower.item(sequences.keys()[i], text(i, sequences)));
            if (cosine > highest) {
                best = i;
                highest = cosine;
            }
        }
        return best;
    }

    private static float[] user(Tower tower, int[] items, Sequences sequences) {
        UserProfile profile = UserProfile.empty();
        for (int t = 0; t < items.length; t++) {
            String id = "i" + items[t];
            profile = profile.add(
                    new PastBehavior(t, id, ItemKey.of(id), "shop", "view", id, 1, t, text(items[t], sequences)),
                    List.of());
        }
        return Objects.requireNonNull(tower.user(profile.interest("shop", 100, new long[0])));
    }

    private static QuantizedVector text(int item, Sequences sequences) {
        return QuantizedVector.of(sequences.texts()[item]);
    }
}
