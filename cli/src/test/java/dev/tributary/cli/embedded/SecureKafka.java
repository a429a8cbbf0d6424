package dev.tributary.cli.embedded;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A broker with authorization and three doors: SCRAM over TLS, TLS with client certificates, and a plain one for the test itself. The users
 * {@code tributary} and {@code CN=tributary} may do everything, {@code reader} and {@code deployed} what a test grants. Certificates are made for the occasion.
 */
public final class SecureKafka implements AutoCloseable {
    public static final String PASSWORD = "deep-river-4711";

    private static final String SCRAM_MODULE = "org.apache.kafka.common.security.scram.ScramLoginModule required";

    private final Path folder;
    private final FreePorts doors;
    private final int inside;
    private final KafkaRaftServer server;

    private SecureKafka(Path folder, FreePorts doors, int inside, KafkaRaftServer server) {
        this.folder = folder;
        this.doors = doors;
        this.inside = inside;
        this.server = server;
    }

    public static SecureKafka start(Path folder) throws Exception {
        for (String name : List.of("broker", "client", "stranger")) {
            makeCertificate(folder, name, name.equals("client") ? "tributary" : name);
        }
        trust(folder, "trust-broker", "broker");
        trust(folder, "trust-client", "client");
        trust(folder, "trust-stranger", "stranger");
        FreePorts doors = FreePorts.find(FreePorts.ANY);
        FreePorts behind = FreePorts.find(FreePorts.ANY);
        Path log = folder.resolve("log");
        format(log);
        var properties = new HashMap<>(BrokerProperties.of(log, behind.first(), behind.second()));
        properties.putAll(security(folder, doors, behind));
        var server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        server.startup();
        BrokerReadiness.await("127.0.0.1:" + behind.first());
        return new SecureKafka(folder, doors, behind.first(), server);
    }

    private static Map<String, String> security(Path folder, FreePorts doors, FreePorts behind) {
        return Map.ofEntries(
                Map.entry(
                        "listeners",
                        "SCRAM://127.0.0.1:%d,MTLS://127.0.0.1:%d,PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                                .formatted(doors.first(), doors.second(), behind.first(), behind.second())),
                Map.entry(
                        "advertised.listeners",
                        "SCRAM://127.0.0.1:%d,MTLS://127.0.0.1:%d,PLAINTEXT://127.0.0.1:%d"
                                .formatted(doors.first(), doors.second(), behind.first())),
                Map.entry(
                        "listener.security.protocol.map",
                        "SCRAM:SASL_SSL,MTLS:SSL,PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("ssl.keystore.type", "PKCS12"),
                Map.entry("ssl.keystore.location", store(folder, "broker")),
                Map.entry("ssl.keystore.password", PASSWORD),
                Map.entry("ssl.truststore.type", "PKCS12"),
                Map.entry("ssl.truststore.location", store(folder, "trust-client")),
                Map.entry("ssl.truststore.password", PASSWORD),
                Map.entry("listener.name.mtls.ssl.client.auth", "required"),
                Map.entry("listener.name.scram.sasl.enabled.mechanisms", "SCRAM-SHA-512"),
                Map.entry("listener.name.scram.scram-sha-512.sasl.jaas.config", SCRAM_MODULE + ";"),
                Map.entry("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
                Map.entry("super.users", "User:ANONYMOUS;User:tributary;User:CN=tributary"));
    }

    /** @return where anybody may do everything */
    public String plainDoor() {
        return "127.0.0.1:" + inside;
    }

    public String scramDoor() {
        return "127.0.0.1:" + doors.first();
    }

    public String certificateDoor() {
        return "127.0.0.1:" + doors.second();
    }

    /** @return {@link #certificateDoor()} under a name that the broker's certificate does not have */
    public String certificateDoorByAnotherName() {
        return "localhost:" + doors.second();
    }

    /** @return client settings for {@link #scramDoor()} */
    public Map<String, String> scram(String user, String password) {
        return scram(user, password, "trust-broker");
    }

    /**
     * @param trusted as in {@link #certificate}
     * @return client settings for {@link #scramDoor()}
     */
    public Map<String, String> scram(String user, String password, String trusted) {
        var properties = trusting(trusted);
        properties.put("security.protocol", "SASL_SSL");
        properties.put("sasl.mechanism", "SCRAM-SHA-512");
        properties.put("sasl.jaas.config", SCRAM_MODULE + " username=\"" + user + "\" password=\"" + password + "\";");
        return properties;
    }

    /**
     * @param certificate {@code client} is known to the broker, {@code stranger} is not
     * @param trusted {@code trust-broker} holds the broker's certificate, {@code trust-stranger} does not
     * @return client settings for {@link #certificateDoor()}
     */
    public Map<String, String> certificate(String certificate, String trusted) {
        var properties = trusting(trusted);
        properties.put("security.protocol", "SSL");
        properties.put("ssl.keystore.type", "PKCS12");
        properties.put("ssl.keystore.location", store(folder, certificate));
        properties.put("ssl.keystore.password", PASSWORD);
        return properties;
    }

    private HashMap<String, String> trusting(String trusted) {
        return new HashMap<>(Map.of(
                "ssl.truststore.type",
                "PKCS12",
                "ssl.truststore.location",
                store(folder, trusted),
                "ssl.truststore.password",
                PASSWORD));
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static String store(Path folder, String name) {
        return folder.resolve(name + ".p12").toString();
    }

    private static void makeCertificate(Path folder, String file, String name) throws Exception {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-J-XX:TieredStopAtLevel=1",
                        "-genkeypair",
                        "-alias",
                        file,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store(folder, file),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(file + ".log").toFile())
                .start();
        if (!keytool.waitFor(1, TimeUnit.MINUTES) || keytool.exitValue() != 0) {
            throw new IllegalStateException("keytool: " + Files.readString(folder.resolve(file + ".log")));
        }
    }

    private static void trust(Path folder, String trusting, String trusted) throws Exception {
        KeyStore keys = KeyStore.getInstance(new java.io.File(store(folder, trusted)), PASSWORD.toCharArray());
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry(trusted, keys.getCertificate(trusted));
        try (OutputStream file = Files.newOutputStream(Path.of(store(folder, trusting)))) {
            trust.store(file, PASSWORD.toCharArray());
        }
    }

    private static void format(Path log) throws Exception {
        Files.createDirectories(log);
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(EmbeddedKafka.NODE_ID)
                .setClusterId(Uuid.randomUuid().toString())
                .setDirectories(List.of(log.toString()))
                .setMetadataLogDirectory(log.toString())
                .setControllerListenerName(BrokerProperties.CONTROLLER)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setScramArguments(List.of(
                        "SCRAM-SHA-512=[name=tributary,password=" + PASSWORD + "]",
                        "SCRAM-SHA-512=[name=reader,password=" + PASSWORD + "]",
                        "SCRAM-SHA-512=[name=writer,password=" + PASSWORD + "]",
                        "SCRAM-SHA-512=[name=deployed,password=" + PASSWORD + "]"))
                .run();
    }
}
