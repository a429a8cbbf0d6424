package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.job.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

class TributaryJobTest {
    private static final Configuration SETTINGS = settings();

    @Test
    void wiresEveryStageUnderItsUidAndWithoutGenericTypes() {
        var env = StreamExecutionEnvironment.getExecutionEnvironment(FlinkDefaults.under(SETTINGS));
        TributaryJob.build(env, JobConfig.from(SETTINGS));

        Set<String> uids = env.getStreamGraph().getStreamNodes().stream()
                .map(StreamNode::getTransformationUID)
                .collect(Collectors.toSet());

        assertThat(uids)
                .doesNotContainNull()
                .contains(
                        "source-behaviors",
                        "relate",
                        "profile",
                        "encode-items",
                        "encode-profiles",
                        "interest",
                        "retrieve",
                        "rank",
                        "sink-recommendations",
                        "sink-dead-letters");
    }

    @Test
    void everyOptionIsNamedAfterItsStageAndDescribed() {
        assertThat(JobConfig.OPTIONS)
                .extracting(ConfigOption::key)
                .doesNotHaveDuplicates()
                .allMatch(key -> key.startsWith("tributary."));
        assertThat(JobConfig.OPTIONS)
                .allMatch(option -> !option.description()
                        .equals(org.apache.flink.configuration.description.Description.builder()
                                .build()));
    }

    @Test
    void refusesAScenarioWithoutDescription() {
        var settings = new Configuration(SETTINGS);
        settings.set(Scenario.SCENARIOS, List.of(Map.of("id", "food")));

        assertThatThrownBy(() -> JobConfig.from(settings))
                .hasMessage(
                        "tributary.scenarios: scenario 'food' needs a description, one sentence on what is shown there");
    }

    @Test
    void refusesAListLongerThanWhatIsRetrieved() {
        var settings = new Configuration(SETTINGS);
        settings.setString("tributary.retrieve.candidates", "5");

        assertThatThrownBy(() -> JobConfig.from(settings))
                .hasMessage("tributary.retrieve.candidates is 5, less than the list-length 10 of scenario 'food'");
    }

    @Test
    void refusesListsLongerThanTheProducerMaySend() {
        var settings = new Configuration(SETTINGS);
        settings.setString("tributary.sink.max-list-size", "2 mb");

        assertThatThrownBy(() -> JobConfig.from(settings))
                .hasMessageStartingWith(
                        "tributary.sink.max-list-size is 2097152 bytes, but Kafka's producer sends at most 1048576")
                .hasMessageContaining("max.request.size");
        settings.setString("tributary.kafka.properties", "max.request.size:4000000");
        assertThat(JobConfig.from(settings).sink().maxListBytes()).isEqualTo(2 << 20);
    }

    @Test
    void refusesOneTopicForTwoKindsOfRecords() {
        var settings = new Configuration(SETTINGS);
        settings.setString("tributary.kafka.topics.recommendations", "lists");
        settings.setString("tributary.kafka.topics.requests", "lists");

        assertThatThrownBy(() -> JobConfig.from(settings))
                .hasMessage(
                        "tributary.kafka.topics.recommendations and tributary.kafka.topics.requests are both 'lists':"
                                + " each needs a topic of its own");
        settings.setString("tributary.kafka.topics.requests", " ");
        assertThatThrownBy(() -> JobConfig.from(settings))
                .hasMessage("tributary.kafka.topics.requests must not be empty");
    }

    @Test
    void readsAGuaranteeAsItIsDocumentedAndRefusesOneThatLosesLists() {
        assertThat(new Settings(JobConfig.OPTIONS)
                        .flags(List.of("tributary.sink.delivery=EXACTLY_ONCE"))
                        .load()
                        .toMap())
                .containsEntry("tributary.sink.delivery", "EXACTLY_ONCE");
        assertThatThrownBy(() -> new Settings(JobConfig.OPTIONS)
                        .flags(List.of("tributary.sink.delivery=NONE"))
                        .load())
                .hasMessageEndingWith("cannot be \"NONE\": expected one of AT_LEAST_ONCE, EXACTLY_ONCE.");
    }

    @Test
    void refusesToStartWithoutKafka() {
        var settings = new Configuration(SETTINGS);
        settings.removeKey("tributary.kafka.bootstrap-servers");

        assertThatThrownBy(() -> JobConfig.from(settings))
                .hasMessageStartingWith("tributary.kafka.bootstrap-servers is not set");
    }

    private static Configuration settings() {
        var settings = new Configuration();
        settings.setString("tributary.kafka.bootstrap-servers", "localhost:9092");
        settings.set(
                Scenario.SCENARIOS,
                List.of(
                        Map.of("id", "food", "description", "Food and drink to order"),
                        Map.of("id", "kitchen", "description", "Things for the kitchen", "repeats", "true")));
        return settings;
    }
}
