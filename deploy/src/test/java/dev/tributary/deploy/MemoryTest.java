package dev.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Flink gives the heap what is left when all else has its share, be it next to nothing. */
class MemoryTest {
    @Test
    void theHeapOfAProcessIsLargeEnough() throws Exception {
        assertThat(heap(settings(Documents.one("deploy/flink/config.yaml"))))
                .isGreaterThanOrEqualTo(MemorySize.parse("600m"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/production", "overlays/gpu", "overlays/site"})
    void theHeapOfAPodIsLargeEnough(String overlay) throws Exception {
        JsonNode spec = Kustomization.job(overlay).get("spec");
        Configuration settings = settings(spec.get("flinkConfiguration"));
        String memory = spec.at("/taskManager/resource/memory").asText();
        settings.setString("taskmanager.memory.process.size", memory);

        assertThat(heap(settings))
                .isGreaterThanOrEqualTo(MemorySize.parse("600m"))
                .isGreaterThanOrEqualTo(MemorySize.parse(memory).multiply(0.25));
    }

    private static MemorySize heap(Configuration settings) {
        return TaskExecutorProcessUtils.processSpecFromConfig(settings).getTaskHeapSize();
    }

    private static Configuration settings(JsonNode from) {
        var settings = new Configuration();
        from.fields()
                .forEachRemaining(setting ->
                        settings.setString(setting.getKey(), setting.getValue().asText()));
        settings.setString("taskmanager.cpu.cores", "1");
        return settings;
    }
}
