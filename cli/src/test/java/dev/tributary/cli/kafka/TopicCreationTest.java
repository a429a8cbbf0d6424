package dev.tributary.cli.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.embedded.EmbeddedKafka;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class TopicCreationTest {

    @Test
    void createsWhatIsMissingAndLeavesTheRest() throws Exception {
        try (var kafka = EmbeddedKafka.start();
                var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            assertThat(TopicState.all(admin, TopicNames.STANDARD)).noneMatch(TopicState::exists);

            assertThat(new TopicCreation(3, (short) 1).run(admin)).hasSize(6);
            assertThat(new TopicCreation(5, (short) 1).run(admin)).isEmpty();

            assertThat(TopicState.all(admin, TopicNames.STANDARD))
                    .allMatch(state -> state.exists() && state.partitions() == 3);
        }
    }
}
