package dev.tributary.job.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    private static final ConfigOption<Integer> HISTORY_LENGTH =
            ConfigOptions.key("tributary.profile.history-length").intType().defaultValue(50);
    private static final ConfigOption<Duration> IDLE_TTL =
            ConfigOptions.key("tributary.profile.idle-ttl").durationType().noDefaultValue();
    private static final ConfigOption<Format> FORMAT =
            ConfigOptions.key("tributary.sink.format").enumType(Format.class).defaultValue(Format.AVRO);
    private static final ConfigOption<Boolean> WARM =
            ConfigOptions.key("tributary.encode.warm").booleanType().defaultValue(true);
    private static final ConfigOption<MemorySize> CACHE =
            ConfigOptions.key("tributary.encode.cache").memoryType().noDefaultValue();
    private static final ConfigOption<Map<String, String>> KAFKA =
            ConfigOptions.key("tributary.kafka").mapType().defaultValue(Map.of());
    private static final ConfigOption<List<Map<String, String>>> SCENARIOS =
            ConfigOptions.key("tributary.scenarios").mapType().asList().noDefaultValue();
    private static final ConfigOption<Duration> RELATE_TTL =
            ConfigOptions.key("tributary.relate.idle-ttl").durationType().defaultValue(Duration.ofDays(180));
    private static final List<ConfigOption<?>> OPTIONS =
            List.of(RELATE_TTL, HISTORY_LENGTH, IDLE_TTL, FORMAT, WARM, CACHE, KAFKA, SCENARIOS);

    enum Format {
        AVRO,
        JSON
    }

    @TempDir
    Path folder;

    @Test
    void flattensNestedMaps() {
        Configuration configuration = settings()
                .file(yaml(
                        "tributary:",
                        "  profile:",
                        "    history-length: 20",
                        "    idle-ttl: 30 d",
                        "  sink.format: json"))
                .load();

        assertThat(configuration.get(HISTORY_LENGTH)).isEqualTo(20);
        assertThat(configuration.get(IDLE_TTL)).isEqualTo(Duration.ofDays(30));
        assertThat(configuration.get(FORMAT)).isEqualTo(Format.JSON);
    }

    @Test
    void keepsScenariosAsAListOfMaps() {
        Configuration configuration = settings()
                .file(yaml(
                        "tributary.scenarios:",
                        "  - id: shop",
                        "    description: 'groceries, toys: and more'",
                        "    list-length: 10",
                        "  - {id: 视频, repeats: true}"))
                .load();

        assertThat(configuration.get(SCENARIOS))
                .containsExactly(
                        Map.of("id", "shop", "description", "groceries, toys: and more", "list-length", "10"),
                        Map.of("id", "视频", "repeats", "true"));
    }

    @Test
    void scenariosSurviveTheWayToACluster() {
        Configuration configuration = settings()
                .file(yaml("tributary.scenarios:", "  - {id: shop, description: 'it''s: {odd}, \"quoted\"'}"))
                .load();

        assertThat(Configuration.fromMap(configuration.toMap()).get(SCENARIOS))
                .containsExactly(Map.of("id", "shop", "description", "it's: {odd}, \"quoted\""));
    }

    @Test
    void keepsAMapOptionWhole() {
        Configuration configuration = settings()
                .file(yaml("tributary:", "  kafka:", "    security.protocol: SSL"))
                .load();

        assertThat(configuration.get(KAFKA)).containsExactly(Map.entry("security.protocol", "SSL"));
    }

    @Test
    void theEnvironmentWinsOverTheFileAndFlagsOverBoth() {
        Path file = yaml("tributary.profile: {history-length: 1, idle-ttl: 1 d}", "tributary.encode.warm: false");

        Configuration configuration = settings()
                .file(file)
                .environment(Map.of("TRIBUTARY_PROFILE_HISTORY_LENGTH", "2", "TRIBUTARY_PROFILE_IDLE_TTL", "2 d"))
                .flags(List.of("tributary.profile.history-length=3"))
                .load();

        assertThat(configuration.get(HISTORY_LENGTH)).isEqualTo(3);
        assertThat(configuration.get(IDLE_TTL)).isEqualTo(Duration.ofDays(2));
        assertThat(configuration.get(WARM)).isFalse();
    }

    @Test
    void passesOtherKeysToFlink() {
        Configuration configuration = settings()
                .file(yaml("parallelism.default: 2", "env: {java: {home: /jdk}}"))
                .load();

        assertThat(configuration.get(CoreOptions.DEFAULT_PARALLELISM)).isEqualTo(2);
        assertThat(configuration.toMap()).containsEntry("env.java.home", "/jdk");
    }

    @Test
    void anUnknownKeyInAFileIsNamedWithItsLineAndTheNearestKey() {
        Settings settings = settings().file(yaml("# comment", "tributary:", "  profile:", "    histroy-length: 20"));

        assertProblem(
                settings,
                "tributary.profile.histroy-length (settings.yaml:4) is no setting of Tributary. "
                        + "Did you mean tributary.profile.history-length?");
    }

    @Test
    void anUnknownFlagIsNamed() {
        assertProblem(
                settings().flags(List.of("tributary.sink.fromat=json")),
                "tributary.sink.fromat (--set) is no setting of Tributary. Did you mean tributary.sink.format?");
    }

    @Test
    void aForgottenPrefixIsNoticed() {
        assertProblem(
                settings().flags(List.of("sink.format=json")),
                "sink.format (--set) is no setting of Tributary. Did you mean tributary.sink.format?");
    }

    @Test
    void anUnknownEnvironmentVariableIsNamed() {
        assertProblem(
                settings()
                        .environment(Map.of(
                                "TRIBUTARY_PROFILE_HISTORY_LENGHT", "2", "HOME", "/", "TRIBUTARY_JAVA_OPTS", "-ea")),
                "The environment variable TRIBUTARY_PROFILE_HISTORY_LENGHT is no setting of Tributary. "
                        + "Did you mean TRIBUTARY_PROFILE_HISTORY_LENGTH?");
    }

    @Test
    void nothingIsSuggestedWhereNothingIsNear() {
        assertProblem(
                settings().flags(List.of("tributary.zebra-crossing=1")),
                "tributary.zebra-crossing (--set) is no setting of Tributary.");
    }

    @Test
    void aWrongValueIsNamedWithWhatIsExpected() {
        assertProblem(
                settings().environment(Map.of("TRIBUTARY_PROFILE_HISTORY_LENGTH", "many")),
                "tributary.profile.history-length (environment variable TRIBUTARY_PROFILE_HISTORY_LENGTH) cannot be \"many\": "
                        + "expected a whole number (the default is 50).");
        assertProblem(
                settings().flags(List.of("tributary.profile.idle-ttl=soon")),
                "expected a duration, such as 500 ms, 2 s or 1 h.");
        assertProblem(
                settings().flags(List.of("tributary.relate.idle-ttl=soon")),
                "expected a duration, such as 500 ms, 2 s or 1 h (the default is 180 d).");
        assertProblem(settings().flags(List.of("tributary.encode.cache=big")), "expected a size, such as 64 mb.");
        assertProblem(settings().flags(List.of("tributary.sink.format=xml")), "expected one of AVRO, JSON.");
        assertProblem(
                settings().flags(List.of("tributary.encode.warm=7")), "expected true or false (the default is true).");
        assertProblem(settings().flags(List.of("tributary.scenarios=shop")), "expected a list.");
    }

    @Test
    void everyProblemIsToldAtOnce() {
        assertThatThrownBy(() -> settings()
                        .flags(List.of("tributary.sink.format=xml", "tributary.encode.wram=true", "oops"))
                        .load())
                .hasMessageContainingAll("tributary.sink.format", "tributary.encode.wram", "--set oops");
    }

    @Test
    void aFlagNeedsAKeyAndAValue() {
        assertProblem(
                settings().flags(List.of("parallelism.default")), "--set parallelism.default: write --set key=value");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> settings().file(folder.resolve("none.yaml")))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContainingAll("none.yaml", "there is no such file");
    }

    @Test
    void brokenYamlIsNamedWithItsLine() {
        assertThatThrownBy(() -> settings().file(yaml("a: 1", "b: [1, 2")))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("settings.yaml:2: not valid YAML");
    }

    @Test
    void aKeyWrittenTwiceInAFileIsAProblem() {
        assertThatThrownBy(() -> settings().file(yaml("parallelism.default: 1", "parallelism.default: 2")))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContainingAll("settings.yaml:2", "parallelism.default");
    }

    @Test
    void anEmptyFileSetsNothing() {
        assertThat(settings().file(yaml("# nothing")).load().toMap()).isEmpty();
    }

    private static Settings settings() {
        return new Settings(OPTIONS);
    }

    private static void assertProblem(Settings settings, String problem) {
        assertThatThrownBy(settings::load)
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining(problem);
    }

    private Path yaml(String... lines) {
        try {
            return Files.write(folder.resolve("settings.yaml"), List.of(lines));
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
