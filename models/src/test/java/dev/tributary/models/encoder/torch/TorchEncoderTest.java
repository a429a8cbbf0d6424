package dev.tributary.models.encoder.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.models.encoder.EncoderException;
import dev.tributary.models.encoder.EncoderSettings;
import dev.tributary.models.encoder.Encoders;
import dev.tributary.models.encoder.TextEncoder;
import dev.tributary.models.encoder.convert.TinyModel;
import dev.tributary.models.encoder.directory.ModelDirectory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TorchEncoderTest {
    private static final List<String> WORDS =
            List.of("red", "shoe", "tax", "report", "music", "sunny", "river", "跑鞋", "coffee", "unbelievable");

    private TextEncoder encoder;

    @BeforeAll
    void open() {
        encoder = Encoders.open(EncoderSettings.DEFAULT_MODEL);
    }

    @AfterAll
    void close() {
        encoder.close();
    }

    @Test
    void equalTextsGetEqualVectorsWhateverStandsBesideThem() {
        var random = new Random(3);
        List<String> texts = new ArrayList<>(IntStream.range(0, 24)
                .mapToObj(i -> sentence(random, 1 + random.nextInt(40)))
                .toList());
        texts.add("");
        float[][] together = encoder.encode(texts);
        for (int text = 0; text < texts.size(); text++) {
            float[] alone = encoder.encode(List.of(texts.get(text)))[0];
            assertThat(together[text]).usingComparatorWithPrecision(1e-6f).containsExactly(alone);
        }
    }

    @Test
    void theOrderOfTextsDoesNotMatter() {
        var random = new Random(4);
        List<String> texts = new ArrayList<>(IntStream.range(0, 70)
                .mapToObj(i -> sentence(random, 1 + i % 20))
                .toList());
        float[][] before = encoder.encode(texts);
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, texts.size()).boxed().toList());
        Collections.shuffle(order, random);
        float[][] after = encoder.encode(order.stream().map(texts::get).toList());
        for (int i = 0; i < order.size(); i++) {
            assertThat(after[i]).usingComparatorWithPrecision(1e-6f).containsExactly(before[order.get(i)]);
        }
    }

    @Test
    void batchesHoldNeighborsInLengthShortestFirstAndNoMoreThanAllowed(@TempDir Path folder) throws Exception {
        var random = new Random(5);
        List<String> texts = IntStream.range(0, 50)
                .mapToObj(i -> "a ".repeat(1 + random.nextInt(40)))
                .toList();
        var settings = EncoderSettings.defaults()
                .withModel(TinyModel.write(folder).toString())
                .withBatches(8, Duration.ZERO)
                .withThreads(2);
        List<List<Integer>> batches = new ArrayList<>();
        try (TextEncoder tiny = Encoders.open(settings)) {
            float[][] expected = tiny.encode(texts);
            tiny.encode(texts, (positions, vectors) -> {
                batches.add(positions);
                for (int i = 0; i < vectors.length; i++) {
                    assertThat(vectors[i]).containsExactly(expected[positions.get(i)]);
                }
            });
        }
        assertThat(batches).allSatisfy(batch -> assertThat(batch).hasSizeBetween(1, 8));
        List<Integer> all = batches.stream()
                .sorted(Comparator.comparingInt(batch -> texts.get(batch.get(0)).length()))
                .flatMap(List::stream)
                .toList();
        assertThat(all).hasSize(50).doesNotHaveDuplicates();
        assertThat(all.stream().map(text -> texts.get(text).length()).toList()).isSorted();
    }

    @Test
    void batchesHoldNoMoreTokensThanACoreShouldTakeAtATime(@TempDir Path folder) throws Exception {
        List<String> texts =
                IntStream.range(0, 200).mapToObj(i -> "a ".repeat(30)).toList();
        var settings = EncoderSettings.defaults()
                .withModel(TinyModel.write(folder).toString())
                .withBatches(200, Duration.ZERO)
                .withThreads(1);
        try (TextEncoder tiny = Encoders.open(settings)) {
            tiny.encode(
                    texts,
                    (positions, vectors) -> assertThat(positions.size() * 30).isBetween(1, TorchEncoder.MOST_TOKENS));
        }
    }

    @Test
    void nearMeaningsAreNearVectors() {
        float[][] vectors =
                encoder.encode(List.of("a red running shoe", "sneakers for jogging", "quarterly tax report"));
        assertThat(dot(vectors[0], vectors[1])).isGreaterThan(dot(vectors[0], vectors[2]) + 0.3);
    }

    @Test
    void noTextsGiveNoVectors() {
        assertThat(encoder.encode(List.of())).isEmpty();
    }

    @Test
    void encodesWhateverUsersWrite() {
        List<String> strange = List.of(
                "\ud83d",
                "a\udc00b",
                "\u0000",
                "\uffff\ufffe",
                "  \n\t ",
                "🙂".repeat(2_000),
                "x".repeat(20_000),
                "[PAD] [MASK]");
        for (float[] vector : encoder.encode(strange)) {
            assertThat(dot(vector, vector)).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void manyThreadsGetTheirOwnAnswers() {
        List<String> texts =
                IntStream.range(0, 64).mapToObj(i -> "text number " + i).toList();
        float[][] expected = encoder.encode(texts);
        IntStream.range(0, texts.size())
                .parallel()
                .forEach(i -> assertThat(encoder.encode(List.of(texts.get(i)))[0])
                        .usingComparatorWithPrecision(1e-6f)
                        .containsExactly(expected[i]));
    }

    @Test
    void namesItsWeightsInItsVersion() {
        assertThat(encoder.version()).matches("all-MiniLM-L6-v2@[0-9a-f]{8}");
        assertThat(encoder.dimension()).isEqualTo(384);
    }

    @Test
    void readsNoMoreTokensThanAllowed(@TempDir Path folder) throws Exception {
        Path tiny = TinyModel.write(folder);
        try (TextEncoder cut = open(tiny, 8)) {
            float[][] vectors = cut.encode(List.of("one two three four five six", "one two three four five six seven"));
            assertThat(vectors[1]).containsExactly(vectors[0]);
        }
    }

    @Test
    void refusesMoreTokensThanTheModelReads(@TempDir Path folder) throws Exception {
        Path tiny = TinyModel.write(folder);
        assertThatThrownBy(() -> open(tiny, 65))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("tributary.encode.max-tokens is 65")
                .hasMessageContaining("at most 64");
    }

    @Test
    void refusesAModelWhoseVectorsHaveAnotherLength(@TempDir Path folder) throws Exception {
        Path tiny = TinyModel.finish(TinyModel.write(folder), 9);
        assertThatThrownBy(() -> open(tiny, 0))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("tiny returns 8 dimensions, model.json says 9");
    }

    @Test
    void poolsAndScalesForAModelThatReturnsTokenVectors(@TempDir Path folder) throws Exception {
        List<String> texts = List.of("red shoe", "a much longer text about rivers and music", "");
        Path whole = TinyModel.write(folder.resolve("whole"));
        Path tokens = TinyModel.writeTokenVectors(folder.resolve("tokens"));
        try (TextEncoder pooledInside = open(whole, 0);
                TextEncoder pooledHere = open(tokens, 0)) {
            float[][] expected = pooledInside.encode(texts);
            float[][] vectors = pooledHere.encode(texts);
            for (int i = 0; i < vectors.length; i++) {
                assertThat(vectors[i]).usingComparatorWithPrecision(1e-6f).containsExactly(expected[i]);
            }
        }
    }

    @Test
    void saysThatAnArchiveCannotBeLoaded(@TempDir Path folder) throws Exception {
        Path tiny = TinyModel.write(folder);
        byte[] bytes = Files.readAllBytes(tiny.resolve(ModelDirectory.MODEL));
        byte[] name = "forward".getBytes(StandardCharsets.US_ASCII);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("forward(self");
        System.arraycopy("backwrd".getBytes(StandardCharsets.US_ASCII), 0, bytes, at, name.length);
        Files.write(tiny.resolve(ModelDirectory.MODEL), bytes);
        TinyModel.finish(tiny, TinyModel.DIMENSION);
        assertThatThrownBy(() -> open(tiny, 0)).isInstanceOf(EncoderException.class);
    }

    @Test
    void refusesTextsOnceClosed(@TempDir Path folder) throws Exception {
        TextEncoder closed = open(TinyModel.write(folder), 0);
        closed.close();
        closed.close();
        assertThatThrownBy(() -> closed.encode(List.of("late")))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("closed");
    }

    private static TextEncoder open(Path directory, int maxTokens) {
        return Encoders.open(
                EncoderSettings.defaults().withModel(directory.toString()).withMaxTokens(maxTokens));
    }

    private static String sentence(Random random, int length) {
        var sentence = new StringBuilder();
        for (int i = 0; i < length; i++) {
            sentence.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
        }
        return sentence.toString();
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
