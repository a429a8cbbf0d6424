package dev.tributary.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** Whatever the bytes, reading ends with a record or an {@link UnreadableRecordException}. */
class WireMutationTest {
    private static final int MUTATIONS = 100_000;
    private final Random random = new Random(7);

    @Test
    void nothingButARefusalIsEverThrown() {
        List<byte[]> seeds =
                Samples.all().stream().flatMap(WireMutationTest::written).toList();
        List<WireReader<?>> readers = Samples.all().stream()
                .<WireReader<?>>map(record -> WireReader.of(record.getClass()))
                .toList();
        int read = 0;
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            int seed = random.nextInt(seeds.size());
            byte[] bytes = random.nextInt(20) == 0 ? noise() : mutated(seeds.get(seed));
            try {
                readers.get(seed / 3).read(bytes);
                read++;
            } catch (UnreadableRecordException e) {
                assertThat(e.getMessage()).isNotBlank();
                refused++;
            }
        }
        assertThat(read).isGreaterThan(MUTATIONS / 20);
        assertThat(refused).isGreaterThan(MUTATIONS / 3);
    }

    /** Single-object encoding, registry framing and JSON. */
    @SuppressWarnings("unchecked")
    private static <T extends SpecificRecord> Stream<byte[]> written(T record) {
        Class<T> type = (Class<T>) record.getClass();
        byte[] avro = WireWriter.of(type, WireFormat.AVRO).write(record);
        byte[] framed = Arrays.copyOfRange(avro, 5, avro.length);
        Arrays.fill(framed, 0, 5, (byte) 0);
        return Stream.of(avro, framed, WireWriter.of(type, WireFormat.JSON).write(record));
    }

    private byte[] mutated(byte[] original) {
        byte[] bytes = original.clone();
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = Arrays.copyOf(bytes, 1 + at);
                case 3 -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(9));
                default -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) 0xFF);
            }
        }
        return bytes;
    }

    private byte[] noise() {
        byte[] bytes = new byte[random.nextInt(64)];
        random.nextBytes(bytes);
        if (bytes.length > 0 && random.nextBoolean()) {
            bytes[0] = new byte[] {(byte) 0xC3, 0, '{'}[random.nextInt(3)];
        }
        return bytes;
    }
}
