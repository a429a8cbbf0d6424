package dev.tributary.job;

import static org.apache.flink.util.Preconditions.checkArgument;

import dev.tributary.job.encode.EncodeConfig;
import dev.tributary.job.profile.ProfileConfig;
import dev.tributary.job.rank.RankConfig;
import dev.tributary.job.relate.RelateConfig;
import dev.tributary.job.retrieve.RetrieveConfig;
import dev.tributary.job.sink.SinkConfig;
import dev.tributary.job.source.KafkaConfig;
import dev.tributary.job.source.SourceConfig;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/** All settings of the job, one record per stage. */
public record JobConfig(
        KafkaConfig kafka,
        Map<String, Scenario> scenarios,
        SourceConfig source,
        EncodeConfig encode,
        RelateConfig relate,
        ProfileConfig profile,
        RetrieveConfig retrieve,
        RankConfig rank,
        SinkConfig sink) {

    /** Every key that the job reads. */
    public static final List<ConfigOption<?>> OPTIONS = Stream.of(
                    KafkaConfig.OPTIONS,
                    List.<ConfigOption<?>>of(Scenario.SCENARIOS),
                    SourceConfig.OPTIONS,
                    EncodeConfig.OPTIONS,
                    RelateConfig.OPTIONS,
                    ProfileConfig.OPTIONS,
                    RetrieveConfig.OPTIONS,
                    RankConfig.OPTIONS,
                    SinkConfig.OPTIONS)
            .flatMap(List::stream)
            .toList();

    /** Of key and headers, beside a list. */
    private static final int BESIDE_LIST = 16 << 10;

    public JobConfig {
        checkArgument(
                sink.maxListBytes() + BESIDE_LIST <= kafka.maxRequestBytes(),
                "tributary.sink.max-list-size is %s bytes, but Kafka's producer sends at most %s, of which %s are for the rest of the"
                        + " record; set max.request.size in tributary.kafka.properties, and the topic's max.message.bytes, higher",
                sink.maxListBytes(),
                kafka.maxRequestBytes(),
                BESIDE_LIST);
        scenarios
                .values()
                .forEach(scenario -> checkArgument(
                        scenario.listLength() <= retrieve.candidates(),
                        "tributary.retrieve.candidates is %s, less than the list-length %s of scenario '%s'",
                        retrieve.candidates(),
                        scenario.listLength(),
                        scenario.id()));
    }

    /** @throws IllegalArgumentException with a message for the user, naming key and value, if a setting is wrong */
    public static JobConfig from(ReadableConfig config) {
        return new JobConfig(
                KafkaConfig.from(config),
                Scenario.from(config),
                SourceConfig.from(config),
                EncodeConfig.from(config),
                RelateConfig.from(config),
                ProfileConfig.from(config),
                RetrieveConfig.from(config),
                RankConfig.from(config),
                SinkConfig.from(config));
    }
}
