package dev.tributary.job.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.job.Scenario;
import dev.tributary.job.profile.Query;
import dev.tributary.job.rank.RankedItem;
import dev.tributary.job.rank.RankedList;
import dev.tributary.job.source.SourceConfig;
import dev.tributary.models.interest.Candidate;
import dev.tributary.models.interest.Explanation;
import dev.tributary.models.interest.Interest;
import dev.tributary.models.interest.PastBehavior;
import dev.tributary.models.interest.ProfileText;
import dev.tributary.models.interest.Signal;
import dev.tributary.models.interest.UserProfile;
import dev.tributary.models.interest.Wording;
import dev.tributary.schemas.Recommendation;
import dev.tributary.schemas.RecommendedItem;
import dev.tributary.schemas.WireFormat;
import dev.tributary.schemas.WireReader;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.flink.api.common.functions.DefaultOpenContext;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A list is as long as Kafka takes, whatever it is made of. */
class WriteRecommendationTest {
    private static final SinkConfig CONFIG = SinkConfig.from(new Configuration());
    private static final SourceConfig SOURCE = SourceConfig.from(new Configuration());
    private static final int ITEMS = Scenario.MAX_LIST_LENGTH;
    private static final String ID = "識".repeat(SOURCE.maxIdLength());

    /** What the limits of the source allow, as they are by default. */
    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void theLongestListOfTheDefaultLimitsIsWhole(WireFormat format) throws Exception {
        byte[] bytes = write(list(SOURCE.maxContextLength(), format), format, CONFIG.maxListBytes());

        assertThat(bytes.length).isGreaterThan(400_000).isLessThanOrEqualTo(CONFIG.maxListBytes());
        Recommendation read = WireReader.of(Recommendation.class).read(bytes);
        assertThat(read.getDegraded()).isNull();
        assertThat(read.getContext()).hasSize(1);
        assertThat(read.getItems())
                .hasSize(ITEMS)
                .allSatisfy(item -> assertThat(item.getReasons()).hasSize(2));
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void ofAListThatWouldBeTooLongTheBeginningIsLeft(WireFormat format) throws Exception {
        byte[] bytes = write(list(100, format), format, 100_000);

        assertThat(bytes.length).isBetween(80_000, 100_000);
        Recommendation read = WireReader.of(Recommendation.class).read(bytes);
        int left = read.getItems().size();
        assertThat(read.getItems())
                .extracting(RecommendedItem::getRank)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, left).boxed().toList());
        assertThat(read.getDegraded()).isEqualTo("too long for Kafka: " + left + " of 100 items are left");
        assertThat(read.getContext()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void ofAContextThatIsTooLongNothingIsLeft(WireFormat format) throws Exception {
        byte[] bytes = write(list(1_000_000, format), format, 16 << 10);

        assertThat(bytes.length).isLessThan(16 << 10);
        Recommendation read = WireReader.of(Recommendation.class).read(bytes);
        assertThat(read.getUserId()).isEqualTo(ID);
        assertThat(read.getItems()).isEmpty();
        assertThat(read.getContext()).isEmpty();
    }

    private static byte[] write(RankedList list, WireFormat format, int maxBytes) {
        var write = new WriteRecommendation(format, maxBytes);
        write.open(DefaultOpenContext.INSTANCE);
        return Objects.requireNonNull(write.map(list).value());
    }

    /** A hundred items, the reasons of each are two past items, in the characters that take most bytes: three in Avro, six in JSON. */
    private static RankedList list(int contextLength, WireFormat format) {
        String character = format == WireFormat.JSON ? "\u0001" : "図";
        String words = character.repeat(SOURCE.maxTextLength());
        UserProfile profile = UserProfile.empty();
        for (int i = 0; i < UserProfile.RECENT; i++) {
            profile = profile.add(
                    new PastBehavior(i, ID, i, "shop", ID, words + ": " + words, 1, i, null),
                    IntStream.range(0, 50).mapToObj(c -> c + words).toList());
        }
        var wording = Wording.of("en");
        Interest interest = profile.interest("shop", 10, new long[0]);
        var query = new Query(
                "00000000-0000-0000-0000-000000000000",
                ID,
                Query.Trigger.REQUEST,
                ID,
                ITEMS,
                interest,
                List.of(),
                Map.of("c", character.repeat(contextLength - 1)),
                ProfileText.of(profile, wording),
                true,
                10,
                0,
                0,
                0,
                null);
        float[] signals = new float[Signal.COUNT];
        signals[Signal.TEXT_MAX.ordinal()] = 1;
        signals[Signal.NEIGHBORS.ordinal()] = 1;
        var candidate = new Candidate(
                ID, words, 2, signals, List.of("text", "neighbors", "trend", "new", "repeat", "asked"), 0, 1, null);
        List<Explanation> reasons = Explanation.of(candidate, interest, WriteRecommendationTest::sum, wording, 2);
        return new RankedList(
                query,
                IntStream.range(0, ITEMS)
                        .mapToObj(i -> new RankedItem(candidate, reasons))
                        .toList(),
                "model",
                0,
                null);
    }

    private static float sum(float[] signals) {
        float sum = 0;
        for (float signal : signals) {
            sum += signal;
        }
        return sum;
    }
}
