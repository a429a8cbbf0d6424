package dev.tributary.cli.demo;

import dev.tributary.schemas.Request;
import dev.tributary.schemas.Topics;
import dev.tributary.schemas.WireFormat;
import dev.tributary.schemas.WireWriter;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Asks for the text profiles that the live view shows; the answers come to the {@link ListFollower}. */
final class ProfileAsker implements AutoCloseable {
    private final WireWriter<Request> writer = WireWriter.of(Request.class, WireFormat.AVRO);
    private final KafkaProducer<String, byte[]> producer;
    private final String scenario;

    ProfileAsker(Map<String, Object> properties, String scenario) {
        this.producer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
        this.scenario = scenario;
    }

    void ask(String user) {
        Request request = Request.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setUserId(user)
                .setScenario(scenario)
                .setLimit(1)
                .setIncludeProfile(true)
                .build();
        producer.send(new ProducerRecord<>(Topics.REQUESTS, user, writer.write(request)));
    }

    @Override
    public void close() {
        producer.close();
    }
}
