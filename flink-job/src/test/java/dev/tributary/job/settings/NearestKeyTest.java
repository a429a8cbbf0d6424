package dev.tributary.job.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.job.JobConfig;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestKeyTest {
    private static final List<String> KEYS =
            JobConfig.OPTIONS.stream().map(ConfigOption::key).toList();

    @ParameterizedTest
    @CsvSource({
        "tributary.profile.refresh-interva, tributary.profile.refresh-interval",
        "tributary.profile.refreshinterval, tributary.profile.refresh-interval",
        "tributary.rank.diversty, tributary.rank.diversity",
        "tributary.rank.timeuot, tributary.rank.timeout",
        "tributary.retreive.candidates, tributary.retrieve.candidates",
        "tributary.kafka.topics.behavior, tributary.kafka.topics.behaviors",
        "tributary.scenario, tributary.scenarios"
    })
    void findsWhatWasMeant(String written, String meant) {
        assertThat(NearestKey.of(written, KEYS)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tributary.rank.list-lenght", "tributary.kafka.servers", "tributary.encode.bach"})
    void sharingAStageIsNotNearness(String written) {
        assertThat(NearestKey.of(written, KEYS)).isEmpty();
    }

    @Test
    void readsUnderscoresOfTheEnvironmentAsSections() {
        assertThat(NearestKey.of("TRIBUTARY_RANK_LIST_LENGHT", List.of("TRIBUTARY_RANK_TIMEOUT")))
                .isEmpty();
        assertThat(NearestKey.of("TRIBUTARY_RANK_TIMEUOT", List.of("TRIBUTARY_RANK_TIMEOUT")))
                .contains("TRIBUTARY_RANK_TIMEOUT");
    }
}
