package dev.tributary.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apicurio.registry.serde.Default4ByteIdHandler;
import io.apicurio.registry.serde.Legacy8ByteIdHandler;
import io.apicurio.registry.serde.avro.AvroKafkaSerializer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Apicurio's own serializer writes, after registering the schema, is read. */
class ApicurioTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private StubRegistry registry;

    @BeforeEach
    void start() throws Exception {
        registry = new StubRegistry();
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void idsOfFourBytesAreLookedUpInConfluentsWay() throws Exception {
        byte[] bytes = write(Map.of("apicurio.registry.id-handler", Default4ByteIdHandler.class.getName()));

        assertThat(ByteBuffer.wrap(bytes).get(0)).isZero();
        assertThat(ByteBuffer.wrap(bytes).getInt(1)).isEqualTo(1);
        var reader = WireReader.of(Behavior.class)
                .withRegistry(new RegistryLookup(registry.url() + "/apis/ccompat/v7", TIMEOUT));
        assertThat(reader.read(bytes)).isEqualTo(Samples.behavior());
    }

    @Test
    void globalIdsOfEightBytesAreLookedUpInApicuriosWay() throws Exception {
        byte[] bytes = writeWithGlobalId();

        assertThat(ByteBuffer.wrap(bytes).getLong(1)).isEqualTo(StubRegistry.FIRST_GLOBAL_ID);
        var lookup = new RegistryLookup(registry.url() + "/apis/registry/v3/ids/globalIds/{id}", TIMEOUT);
        var reader = WireReader.of(Behavior.class).withRegistry(lookup).withRegistryIds(8);
        assertThat(reader.read(bytes)).isEqualTo(Samples.behavior());
    }

    @Test
    void withoutARegistryTheLengthOfIdsIsEnough() throws Exception {
        assertThat(WireReader.of(Behavior.class).withRegistryIds(8).read(writeWithGlobalId()))
                .isEqualTo(Samples.behavior());
    }

    @Test
    void anIdThatTheRegistryDoesNotKnowIsNamed() throws Exception {
        byte[] bytes = writeWithGlobalId();
        bytes[8] += 1;
        var lookup = new RegistryLookup(registry.url() + "/apis/registry/v3/ids/globalIds/{id}", TIMEOUT);
        var reader = WireReader.of(Behavior.class).withRegistry(lookup).withRegistryIds(8);

        assertThatThrownBy(() -> reader.read(bytes))
                .hasMessage("The schema registry has no Avro schema with the id 5000000001");
    }

    @Test
    void idsHaveFourOrEightBytes() {
        assertThatThrownBy(() -> WireReader.of(Behavior.class).withRegistryIds(5))
                .hasMessage("Registry ids have 4 or 8 bytes, got 5");
    }

    private byte[] writeWithGlobalId() {
        return write(Map.of(
                "apicurio.registry.id-handler",
                Legacy8ByteIdHandler.class.getName(),
                "apicurio.registry.use-id",
                "globalId"));
    }

    private byte[] write(Map<String, String> idSettings) {
        var config = new java.util.HashMap<String, Object>(idSettings);
        config.put("apicurio.registry.url", registry.url() + "/apis/registry/v3");
        config.put("apicurio.registry.auto-register", "true");
        try (var serializer = new AvroKafkaSerializer<Behavior>()) {
            serializer.configure(config, false);
            return serializer.serialize(Topics.BEHAVIORS, Samples.behavior());
        }
    }
}
