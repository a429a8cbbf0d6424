package dev.tributary.models.interest;

import static dev.tributary.models.interest.Story.interest;
import static dev.tributary.models.interest.Story.item;
import static dev.tributary.models.interest.Story.keys;
import static dev.tributary.models.interest.Story.past;
import static dev.tributary.models.interest.Story.profile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.models.vector.QuantizedVector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TowerTest {
    private static final float[] IDENTITY = {1, 0, 0, 1};
    private static final float[] NOTHING = {0, 0, 0, 0};
    private static final QuantizedVector EAST = QuantizedVector.of(new float[] {1, 0});

    @Test
    void anItemIsWhatTheTrainingMadeOfItOrItsText() {
        var tower = new Tower(2, IDENTITY, keys("known"), new float[] {0, 1}, List.of());

        assertThat(tower.item(ItemKey.of("known"), EAST)).containsExactly(0, 1);
        assertThat(tower.item(ItemKey.of("new"), EAST)).containsExactly(1, 0);
        assertThat(tower.item(ItemKey.of("known"), null)).containsExactly(0, 1);
        assertThat(tower.item(ItemKey.of("new"), null)).containsExactly(0, 0);
    }

    @Test
    void withoutAnyBlockAUserIsTheLastItem() {
        var tower = new Tower(2, IDENTITY, keys("a", "b"), new float[] {1, 0, 0, 1}, List.of());

        assertThat(user(tower, past("a", "shop", 1), past("b", "feed", 2)))
                .containsExactly(new float[] {0, 1}, within(1e-5f));
    }

    @Test
    void nothingIsKnownOfAUserWhoseItemsAreUnknown() {
        var tower = new Tower(2, IDENTITY, keys("a"), new float[] {1, 0}, List.of());

        assertThat(tower.user(interest(UserProfile.empty(), "shop", 5))).isNull();
        assertThat(tower.user(interest(profile(past("nobody knows it", "shop", 1)), "shop", 5)))
                .isNull();
        assertThat(user(tower, past("a", "shop", 1), past("nobody knows it", "shop", 2)))
                .containsExactly(new float[] {1, 0}, within(1e-5f));
    }

    @Test
    void attentionAddsWhatItSaw() {
        // values pass as they are and attention is even: x = sqrt(2) e, of length sqrt(2), so n(x) = x
        var even = new TowerBlock(NOTHING, NOTHING, IDENTITY, IDENTITY, zeros(50), NOTHING, zeros(2), NOTHING);
        var tower = new Tower(2, IDENTITY, keys("a", "b"), new float[] {1, 0, 0, 1}, List.of(even));

        float[] user = user(tower, past("a", "shop", 1), past("b", "feed", 2));

        // (0, 1) + ((1, 0) + (0, 1)) / 2, times sqrt(2)
        assertThat(user[0]).isCloseTo(root(0.25 / 2.5), within(1e-5f));
        assertThat(user[1]).isCloseTo(root(2.25 / 2.5), within(1e-5f));
    }

    @Test
    void attentionLooksAtWhatItIsBiasedTo() {
        float[] distances = zeros(50);
        distances[1] = 100;
        var before = new TowerBlock(NOTHING, NOTHING, IDENTITY, IDENTITY, distances, NOTHING, zeros(2), NOTHING);
        var tower = new Tower(2, IDENTITY, keys("a", "b", "c"), new float[] {1, 0, 0, 1, -1, 0}, List.of(before));

        float[] user = user(tower, past("c", "shop", 1), past("a", "shop", 2), past("b", "feed", 3));

        assertThat(user).containsExactly(new float[] {root(0.5), root(0.5)}, within(1e-5f));
    }

    @Test
    void theIndexTellsCosinesOfUserAndItem() {
        var index = new ItemIndex();
        index.put(item("a", "shop", 1, 0));
        index.use(new Tower(2, IDENTITY, keys("a"), new float[] {0, 1}, List.of()));
        index.put(item("b", "shop", 0, 1));
        var someone = interest(profile(past("a", "feed", 1, 1, 0)), "shop", 5);

        assertThat(signal(index, someone, "a")).isCloseTo(1, within(1e-3f));
        assertThat(signal(index, someone, "b")).isCloseTo(1, within(1e-3f));
        index.put(item("b", "shop", 0.6f, 0.8f));
        assertThat(signal(index, someone, "b")).isCloseTo(0.8f, within(1e-2f));

        index.remove("b");
        for (int i = 0; i < 100; i++) {
            index.put(item("c" + i, "shop", 1, 0));
        }
        index.put(item("without text", "shop"));
        assertThat(signal(index, someone, "c0")).isCloseTo(0, within(1e-3f));
        assertThat(signal(index, someone, "c99")).isCloseTo(0, within(1e-3f));
        assertThat(signal(index, someone, "without text")).isZero();
        assertThat(signal(index, someone, "a")).isCloseTo(1, within(1e-3f));

        index.use(null);
        assertThat(signal(index, someone, "a")).isZero();
    }

    @Test
    void readsWhatItWrote(@TempDir Path folder) throws IOException {
        Tower tower = towerOfSomeNumbers();
        Path file = folder.resolve("tower");
        TowerFile.write(tower, file);

        Tower read = TowerFile.read(Files.readAllBytes(file));

        var someone =
                new PastBehavior[] {past("a", "shop", 1, 1, 0), past("b", "feed", 2), past("new", "feed", 3, 0, 1)};
        assertThat(user(read, someone)).containsExactly(user(tower, someone));
        assertThat(read.item(ItemKey.of("b"), EAST)).containsExactly(tower.item(ItemKey.of("b"), EAST));
    }

    @Test
    void refusesWhatIsNoTower(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("tower");
        TowerFile.write(towerOfSomeNumbers(), file);
        byte[] whole = Files.readAllBytes(file);

        refuses(Arrays.copyOf(whole, whole.length - 1), "another size");
        refuses(Arrays.copyOf(whole, whole.length + 1), "another size");
        refuses(Arrays.copyOf(whole, 3), "not a tower");
        for (int place = 0; place < 24; place++) { // the head, byte by byte
            byte[] changed = whole.clone();
            changed[place] = 127;
            refuses(changed, "tower");
        }
        byte[] noNumber = whole.clone();
        Arrays.fill(noNumber, whole.length - 4, whole.length, (byte) -1);
        refuses(noNumber, "not of NaN");
        assertThatThrownBy(() -> new Tower(2, IDENTITY, keys("a"), new float[] {1}, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void refuses(byte[] bytes, String why) {
        assertThatThrownBy(() -> TowerFile.read(bytes))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(why);
    }

    private static Tower towerOfSomeNumbers() {
        float[] numbers = {0.5f, -0.25f, 0.125f, 1};
        var block =
                new TowerBlock(numbers, IDENTITY, numbers, numbers, zeros(50), numbers, new float[] {1, -1}, numbers);
        return new Tower(2, numbers, keys("a", "b"), new float[] {1, 2, 3, 4}, List.of(block, block));
    }

    private static float[] user(Tower tower, PastBehavior... behaviors) {
        return Objects.requireNonNull(tower.user(interest(profile(behaviors), "shop", 100)));
    }

    private static float signal(ItemIndex index, Interest interest, String itemId) {
        return index.score(interest, new BlendRanker(), List.of(itemId), 1)
                .get(0)
                .signals()[Signal.TOWER.ordinal()];
    }

    private static float root(double square) {
        return (float) Math.sqrt(square);
    }

    private static float[] zeros(int length) {
        return new float[length];
    }
}
