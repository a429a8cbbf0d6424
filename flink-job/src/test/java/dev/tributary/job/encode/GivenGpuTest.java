package dev.tributary.job.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.junit.jupiter.api.Test;

class GivenGpuTest {
    @Test
    void takesTheLowestNumberOfThoseGiven() {
        assertThat(GivenGpu.of(Set.of(new Info(Map.of("index", "3")), new Info(Map.of("index", "2")))))
                .hasValue(2);
    }

    @Test
    void takesNoneWhereNoneWasGivenOrNoneIsNumbered() {
        assertThat(GivenGpu.of(Set.of())).isEmpty();
        assertThat(GivenGpu.of(Set.of(new Info(Map.of("index", "MIG-7")), new Info(Map.of()))))
                .isEmpty();
    }

    record Info(Map<String, String> properties) implements ExternalResourceInfo {
        @Override
        public Optional<String> getProperty(String key) {
            return Optional.ofNullable(properties.get(key));
        }

        @Override
        public Collection<String> getKeys() {
            return properties.keySet();
        }
    }
}
