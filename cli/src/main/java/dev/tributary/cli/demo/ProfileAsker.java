package dev.tributary.cli.demo;

import dev.tributary.cli.kafka.KafkaAccess;
import dev.tributary.schemas.Request;
import dev.tributary.schemas.WireFormat;
import dev.tributary.schemas.WireWriter;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Asks for the text profiles that the live view shows; the answers come to the {@link ListFollower}. */
final class ProfileAsker implements AutoCloseable {
    private final WireWriter<Request> writer = WireWriter.of(Request.class, WireFormat.AVRO);
    private final KafkaProducer<String, byte[]> producer;
    private final String topic;
    private final String scenario;

    ProfileAsker(KafkaAccess kafka, String scenario) {
        this.producer = new KafkaProducer<>(kafka.properties(), new StringSerializer(), new ByteArraySerializer());
        this.topic = kafka.topics().requests();
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
        producer.send(new ProducerRecord<>(topic, user, writer.write(request)));
    }

    @Override
    public void close() {
        producer.close();
    }
}
