package dev.tributary.job.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tributary.job.profile.Query;
import dev.tributary.job.profile.QueryCodec;
import dev.tributary.job.profile.Remembered;
import dev.tributary.job.profile.RememberedCodec;
import dev.tributary.job.profile.Visit;
import dev.tributary.job.profile.VisitCodec;
import dev.tributary.job.relate.KnownItem;
import dev.tributary.job.relate.KnownItemCodec;
import dev.tributary.job.relate.RelatedBehavior;
import dev.tributary.job.relate.RelatedBehaviorCodec;
import dev.tributary.job.retrieve.ShardAnswer;
import dev.tributary.job.retrieve.ShardAnswerCodec;
import dev.tributary.job.source.BehaviorEvent;
import dev.tributary.job.source.BehaviorEventCodec;
import dev.tributary.models.interest.Candidate;
import dev.tributary.models.interest.Interest;
import dev.tributary.models.interest.PastBehavior;
import dev.tributary.models.interest.Signal;
import dev.tributary.models.interest.Taste;
import dev.tributary.models.interest.UserProfile;
import dev.tributary.models.vector.QuantizedVector;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.java.typeutils.PojoField;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.api.java.typeutils.TypeExtractor;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What was written is what is read, also by the next version and from what Flink's own serializer wrote. */
class CodecsTest {
    private static final SerializerConfigImpl WITHOUT_KRYO = new SerializerConfigImpl();

    static {
        WITHOUT_KRYO.setGenericTypes(false);
    }

    private final Random random = new Random(7);

    static Stream<Object> values() {
        var made = new CodecsTest();
        return Stream.of(
                made.remembered(0),
                made.remembered(3),
                made.remembered(80),
                made.query(0),
                made.query(30),
                new Visit("i1", -1, new long[] {1, Long.MIN_VALUE}),
                made.event("鍋と塩 \uD83C\uDF72", null),
                made.event("", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
                new RelatedBehavior(made.event("x", null), "", List.of(), 1, null, 9),
                new RelatedBehavior(made.event("x", null), "a", List.of("b", "锅"), 1L << 40, made.vector(), 9),
                new KnownItem("a", List.of("b"), null),
                made.answer(0),
                made.answer(40));
    }

    @ParameterizedTest
    @MethodSource("values")
    void whatIsReadIsWhatWasWrittenToTheLastByte(Object value) throws IOException {
        TypeSerializer<Object> serializer = serializer(value);
        byte[] written = write(serializer, value);
        var in = new DataInputDeserializer(written);

        Object read = serializer.deserialize(in);

        assertThat(in.available()).isZero();
        assertThat(read).usingRecursiveComparison().isEqualTo(value);
        assertThat(write(serializer, read)).isEqualTo(written);
    }

    @ParameterizedTest
    @MethodSource("values")
    void stateOfFlinksOwnSerializerIsTakenOver(Object value) throws IOException {
        TypeSerializer<Object> own = pojo(value, Map.of()).createSerializer(WITHOUT_KRYO);
        TypeSerializerSnapshot<Object> snapshot = savedAndRead(own);

        assertThat(compatibility(value, own).isCompatibleAfterMigration()).isTrue();
        Object read = snapshot.restoreSerializer().deserialize(new DataInputDeserializer(write(own, value)));
        assertThat(read).usingRecursiveComparison().isEqualTo(value);
    }

    @Test
    void stateOfAnotherClassOrWithAFieldOfAnotherTypeIsRefusedInsteadOfMisread() throws IOException {
        var item = new KnownItem("a", List.of("b"), null);
        var answer = answer(1);
        PojoTypeInfo<Object> otherClass = pojo(new Visit("i1", 1, new long[0]), Map.of());
        PojoTypeInfo<Object> otherField = pojo(item, Map.of("title", Types.LONG));
        PojoTypeInfo<Object> otherFieldWithin =
                pojo(answer, Map.of("query", pojo(answer.query(), Map.of("limit", Types.LONG))));

        assertThat(compatibility(item, otherClass.createSerializer(WITHOUT_KRYO))
                        .isIncompatible())
                .isTrue();
        assertThat(compatibility(item, otherField.createSerializer(WITHOUT_KRYO))
                        .isIncompatible())
                .isTrue();
        assertThat(compatibility(answer, otherFieldWithin.createSerializer(WITHOUT_KRYO))
                        .isIncompatible())
                .isTrue();
    }

    /**
     * What each version has written of one value is kept in {@code codecs.properties}. Who changes what a codec writes raises its version and adds
     * a line; the value of a field that the older versions lack is what they are read as.
     */
    @ParameterizedTest
    @MethodSource("kept")
    void whatEveryVersionWroteIsStillRead(Codec<Object> codec, Object value) throws IOException {
        var written = new Properties();
        try (var lines = getClass().getResourceAsStream("/codecs.properties")) {
            written.load(lines);
        }
        String name = codec.getClass().getSimpleName() + ".";
        var out = new DataOutputSerializer(64);
        codec.write(value, out);

        assertThat(HexFormat.of().formatHex(out.getCopyOfBuffer()))
                .as("what version %d of %s writes", codec.version(), codec.getClass())
                .isEqualTo(written.getProperty(name + codec.version()));
        for (int version = 1; version <= codec.version(); version++) {
            var in = new DataInputDeserializer(HexFormat.of().parseHex(written.getProperty(name + version)));
            assertThat(codec.read(in, version)).usingRecursiveComparison().isEqualTo(value);
            assertThat(in.available()).isZero();
        }
    }

    @Test
    void ofEveryCodecBytesAreKept() throws Exception {
        Path classes = Path.of(
                Codec.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (var files = Files.walk(classes)) {
            List<String> codecs = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith("Codec.class") && !file.equals("Codec.class"))
                    .toList();

            assertThat(kept().map(kept -> kept.get()[0].getClass().getSimpleName() + ".class"))
                    .hasSameElementsAs(codecs);
        }
    }

    static Stream<Arguments> kept() {
        var vector = new QuantizedVector(new byte[] {1, -2, 127}, 0.5f);
        var past = new PastBehavior(-5, "i1", 6, "food", "view", "鍋", 200, 1_700_000_000_000L, vector);
        var profile = new UserProfile(
                List.of(past), Map.of("food", new Taste(vector, Map.of("soup", 1.5f), 300)), new long[] {-7}, 301);
        var interest = new Interest(
                "food",
                6,
                vector,
                null,
                vector,
                null,
                vector,
                List.of(past),
                new long[] {7},
                new float[] {0.25f},
                new float[] {0.75f},
                new boolean[] {true},
                new float[] {2},
                new long[] {8},
                new long[] {-9});
        var query = new Query(
                "id",
                "u1",
                Query.Trigger.ERASURE,
                "e1",
                10,
                interest,
                List.of("i1", "i2"),
                Map.of("page", "home"),
                "text",
                true,
                301,
                1,
                -2,
                3,
                null);
        var event = new BehaviorEvent("e1", "u1", "food", "i1", "view", "鍋", -1, Long.MAX_VALUE, "00-1");
        return Stream.of(
                arguments(
                        new RememberedCodec(),
                        new Remembered(profile, 1, Map.of("food", 2L), Set.of("food"), 3, "e1", 4, 5, "00-1", -6)),
                arguments(new QueryCodec(), query),
                arguments(new VisitCodec(), new Visit("i1", -1, new long[] {1, Long.MIN_VALUE})),
                arguments(new BehaviorEventCodec(), event),
                arguments(new RelatedBehaviorCodec(), new RelatedBehavior(event, "a", List.of("b"), 200, vector, 9)),
                arguments(new KnownItemCodec(), new KnownItem("a", List.of("b", "鍋"), vector)),
                arguments(
                        new ShardAnswerCodec(),
                        new ShardAnswer(
                                query,
                                1,
                                2,
                                List.of(new Candidate(
                                        "i1", "a", 0.25f, new float[] {1, 2}, List.of("text"), 3, -1, vector)))));
    }

    @Test
    void aNewerVersionReadsWhatAnOlderOneWroteAndNotTheOtherWayRound() throws IOException {
        TypeSerializer<Pair> first = new CodecType<>(new PairCodec(1)).createSerializer(new SerializerConfigImpl());
        TypeSerializer<Pair> second = new CodecType<>(new PairCodec()).createSerializer(new SerializerConfigImpl());

        assertThat(second.snapshotConfiguration()
                        .resolveSchemaCompatibility(first.snapshotConfiguration())
                        .isCompatibleAfterMigration())
                .isTrue();
        assertThat(second.snapshotConfiguration()
                        .resolveSchemaCompatibility(second.snapshotConfiguration())
                        .isCompatibleAsIs())
                .isTrue();
        assertThat(first.snapshotConfiguration()
                        .resolveSchemaCompatibility(second.snapshotConfiguration())
                        .isIncompatible())
                .isTrue();

        var out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, first.snapshotConfiguration());
        first.serialize(new Pair("a", 0), out);
        var in = new DataInputDeserializer(out.getCopyOfBuffer());
        TypeSerializerSnapshot<Pair> snapshot =
                TypeSerializerSnapshot.readVersionedSnapshot(in, getClass().getClassLoader());
        assertThat(snapshot.restoreSerializer().deserialize(in)).isEqualTo(new Pair("a", -1));
    }

    @Test
    void aStateOfACodecThatIsGoneIsNamed() throws IOException {
        var out = new DataOutputSerializer(64);
        out.writeUTF("dev.tributary.job.GoneCodec");
        out.writeInt(1);
        var snapshot = new CodecSnapshot<>();

        assertThatThrownBy(() -> snapshot.readSnapshot(
                        1,
                        new DataInputDeserializer(out.getCopyOfBuffer()),
                        getClass().getClassLoader()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("dev.tributary.job.GoneCodec");
    }

    @Test
    void countsOfEverySizeComeBack() throws IOException {
        for (int bits = 0; bits < Long.SIZE; bits++) {
            for (long count : new long[] {1L << bits, (1L << bits) - 1}) {
                var out = new DataOutputSerializer(16);
                Fields.writeCount(count & Long.MAX_VALUE, out);
                assertThat(Fields.readLongCount(new DataInputDeserializer(out.getCopyOfBuffer())))
                        .isEqualTo(count & Long.MAX_VALUE);
            }
        }
        var endless = new DataInputDeserializer(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1});
        assertThatThrownBy(() -> Fields.readLongCount(endless)).isInstanceOf(IOException.class);
    }

    private Remembered remembered(int behaviors) {
        var profile = UserProfile.empty();
        for (int i = 0; i < behaviors; i++) {
            profile = profile.add(behavior(i), List.of("c" + i % 5, "锅"));
        }
        return new Remembered(
                profile,
                1,
                Map.of("food", 5L, "kitchen", -6L),
                behaviors == 0 ? Set.of() : Set.of("food", "kitchen"),
                -1,
                behaviors == 0 ? null : "e1",
                2,
                3,
                behaviors == 0 ? null : "00-1",
                Long.MIN_VALUE);
    }

    private Query query(int behaviors) {
        var profile = remembered(behaviors).profile();
        return new Query(
                "id",
                "u1",
                behaviors == 0 ? Query.Trigger.ERASURE : Query.Trigger.REQUEST,
                behaviors == 0 ? null : "r1",
                10,
                profile.interest("food", 77, new long[] {-3, 4}).with(vector(), null),
                behaviors == 0 ? List.of() : List.of("i1", "i2"),
                behaviors == 0 ? Map.of() : Map.of("page", "home"),
                "text",
                behaviors > 0,
                behaviors,
                1,
                -2,
                3,
                behaviors == 0 ? null : "00-1");
    }

    private ShardAnswer answer(int candidates) {
        var found = new ArrayList<Candidate>();
        for (int i = 0; i < candidates; i++) {
            found.add(new Candidate(
                    "i" + i,
                    "title " + i,
                    random.nextFloat(),
                    new float[Signal.COUNT],
                    List.of("text", "trend"),
                    i - 1,
                    -1,
                    i % 3 == 0 ? null : vector()));
        }
        return new ShardAnswer(query(20), 1, 2, found);
    }

    private BehaviorEvent event(String text, @Nullable String trace) {
        return new BehaviorEvent("e1", "u1", "food", "i1", "view", text, -1, Long.MAX_VALUE, trace);
    }

    private PastBehavior behavior(int i) {
        return new PastBehavior(
                random.nextLong(),
                "i" + i,
                random.nextLong(),
                i % 2 == 0 ? "food" : "kitchen",
                i % 3 == 0 ? "view" : "purchase",
                "title 鍋 " + i,
                1 + random.nextInt(1_000),
                i,
                i % 7 == 0 ? null : vector());
    }

    private QuantizedVector vector() {
        var vector = new float[16];
        for (int d = 0; d < vector.length; d++) {
            vector[d] = random.nextFloat() - 0.5f;
        }
        return QuantizedVector.of(vector);
    }

    @SuppressWarnings("unchecked")
    private static TypeSerializer<Object> serializer(Object value) {
        var type = (TypeInformation<Object>) TypeInformation.of(value.getClass());
        assertThat(type).isInstanceOf(CodecType.class);
        return type.createSerializer(new SerializerConfigImpl());
    }

    /**
     * As the version before the codecs wrote it.
     *
     * @param others fields that had another type then
     */
    @SuppressWarnings("unchecked")
    private static PojoTypeInfo<Object> pojo(Object value, Map<String, TypeInformation<?>> others) {
        var fields = new ArrayList<PojoField>();
        for (var field : value.getClass().getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                TypeInformation<?> other = others.get(field.getName());
                fields.add(new PojoField(
                        field, other == null ? TypeExtractor.createTypeInfo(field.getGenericType()) : other));
            }
        }
        return new PojoTypeInfo<>((Class<Object>) value.getClass(), fields);
    }

    /** @return whether the state of this value's class may be one that {@code old} has written */
    private static TypeSerializerSchemaCompatibility<Object> compatibility(Object value, TypeSerializer<Object> old)
            throws IOException {
        return serializer(value).snapshotConfiguration().resolveSchemaCompatibility(savedAndRead(old));
    }

    private static TypeSerializerSnapshot<Object> savedAndRead(TypeSerializer<Object> serializer) throws IOException {
        var out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
        return TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputDeserializer(out.getCopyOfBuffer()), CodecsTest.class.getClassLoader());
    }

    private static byte[] write(TypeSerializer<Object> serializer, Object value) throws IOException {
        var out = new DataOutputSerializer(1 << 10);
        serializer.serialize(value, out);
        return out.getCopyOfBuffer();
    }

    /** Has gained a field in its second version. */
    record Pair(String name, int added) {}

    public static final class PairCodec extends Codec<Pair> {
        private static final long serialVersionUID = 1;

        private final int writes;

        public PairCodec() {
            this(2);
        }

        PairCodec(int version) {
            super(Pair.class, version);
            this.writes = version;
        }

        @Override
        public void write(Pair value, DataOutputView out) throws IOException {
            Fields.writeText(value.name(), out);
            if (writes > 1) {
                out.writeInt(value.added());
            }
        }

        @Override
        public Pair read(DataInputView in, int written) throws IOException {
            return new Pair(Fields.readText(in), written > 1 ? in.readInt() : -1);
        }
    }
}
