package dev.tributary.job.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.job.source.BehaviorEvent;
import dev.tributary.models.interest.PastBehavior;
import dev.tributary.models.vector.QuantizedVector;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** What a user costs does not grow with what the user does. */
class ProfileSizeTest {
    private static final int MANY = 100_000;
    private static final int MOST_BYTES = 16 << 10;

    @Test
    void aHundredThousandBehaviorsTakeNoMoreStateThanTwoHundred() throws IOException {
        Remembered user = Remembered.begin(0, Remembered.NEVER);
        int afterTwoHundred = 0;
        for (int i = 1; i <= MANY; i++) {
            user = user.add(user.profile().add(behavior(i), List.of("c" + i % 97)), event(i));
            if (i == 200) {
                afterTwoHundred = size(Remembered.class, user);
            }
        }

        assertThat(user.profile().behaviors()).isEqualTo(MANY);
        assertThat(size(Remembered.class, user))
                .isLessThan(MOST_BYTES)
                .isBetween(afterTwoHundred - 500, afterTwoHundred + 500);
    }

    @Test
    void ofConsumedItemsOnlyTheNewestAreKept() throws IOException {
        Consumed consumed = Consumed.NONE;
        for (int i = 0; i < 3_000; i++) {
            consumed = consumed.add(i, 1_000);
        }

        assertThat(consumed.keys()).hasSize(1_000).endsWith(2_999).startsWith(2_000);
        assertThat(size(Consumed.class, consumed)).isLessThan(8 * 1_000 + 100);
    }

    private static BehaviorEvent event(int i) {
        return new BehaviorEvent("e" + i, "u", "shop", "i" + i % 1_000, "view", "", i, i, null);
    }

    private static PastBehavior behavior(int i) {
        var random = new Random(i);
        var vector = new float[384];
        for (int d = 0; d < vector.length; d++) {
            vector[d] = random.nextFloat() - 0.5f;
        }
        return new PastBehavior(
                i,
                "i" + i % 1_000,
                i % 1_000,
                "shop",
                "view",
                "Title of item " + i % 1_000,
                i,
                i,
                QuantizedVector.of(vector));
    }

    private static <T> int size(Class<T> type, T value) throws IOException {
        var config = new SerializerConfigImpl();
        config.setGenericTypes(false);
        var out = new DataOutputSerializer(1 << 14);
        TypeInformation.of(type).createSerializer(config).serialize(value, out);
        return out.length();
    }
}
