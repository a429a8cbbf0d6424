package dev.tributary.job.interest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.job.encode.EncodeConfig;
import dev.tributary.job.profile.Query;
import dev.tributary.models.encoder.SharedEncoder;
import dev.tributary.models.interest.UserProfile;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.metrics.groups.InternalOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingTaskMetricGroup;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.api.datastream.AsyncDataStream.OutputMode;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class EncodeProfilesTest {
    private static final long LONG_MS = 600_000;

    private final InterceptingOperatorMetricGroup metrics = new InterceptingOperatorMetricGroup();

    @Test
    void skipsAndCountsTheTextsThatMoreThanTheLimitWouldWaitBefore() throws Exception {
        var settings = new Configuration();
        settings.setString("tributary.encode.batch-size", "1");
        settings.setString("tributary.encode.max-waiting-profiles", "2");
        var config = EncodeConfig.from(settings);
        var encoder = Gated.closed();
        try (var lease = SharedEncoder.acquire(config.settings().withGpu(OptionalInt.empty()), same -> encoder);
                var harness = harness(config)) {
            harness.open();
            harness.processElement(text("encoding"));
            encoder.awaitCall();
            for (String text : List.of("first", "second", "third")) {
                harness.processElement(text(text));
            }
            assertThat(lease.encoder().waiting()).isEqualTo(3);
            assertThat(count("skipped")).isZero();

            harness.processElement(text("one too many"));
            harness.processElement(text("two too many"));
            assertThat(count("skipped")).isEqualTo(2);

            encoder.openGate();
            harness.endInput();
            assertThat(harness.extractOutputValues())
                    .extracting(Query::profileText)
                    .containsExactlyInAnyOrder("encoding", "first", "second", "third");
            assertThat(count("encoded")).isEqualTo(4);
        }
    }

    private long count(String counter) {
        return ((Counter) metrics.get(counter)).getCount();
    }

    private OneInputStreamOperatorTestHarness<Query, Query> harness(EncodeConfig config) throws Exception {
        var task = new InterceptingTaskMetricGroup() {
            @Override
            public InternalOperatorMetricGroup getOrAddOperator(
                    OperatorID id, String name, Map<String, String> variables) {
                return metrics;
            }
        };
        return new OneInputStreamOperatorTestHarness<>(
                new AsyncWaitOperatorFactory<>(new EncodeProfiles(config), LONG_MS, 10, OutputMode.UNORDERED),
                TypeInformation.of(Query.class).createSerializer(new SerializerConfigImpl()),
                new MockEnvironmentBuilder().setMetricGroup(task).build());
    }

    private static StreamRecord<Query> text(String text) {
        var interest = UserProfile.empty().interest("shop", 0, new long[0]);
        return new StreamRecord<>(new Query(
                text,
                "u1",
                Query.Trigger.PROFILE_TEXT,
                "e1",
                10,
                interest,
                List.of(),
                Map.of(),
                text,
                false,
                1,
                0,
                0,
                0,
                null));
    }
}
