package dev.tributary.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two versions of one record, as two releases would have it: compiled apart, loaded apart. State written with the first is read with the
 * second.
 */
class StateEvolutionTest {
    private static final String FIRST = "String name, long count, java.util.List<String> terms";

    @TempDir
    private Path folder;

    @Test
    void aRecordInStateMayGainAndLoseFields() throws Exception {
        Object read =
                read(write(FIRST), compile("java.util.List<String> terms, String name, int added, String alsoAdded"));

        assertThat(read).hasToString("Kept[terms=[a, b], name=river, added=0, alsoAdded=null]");
    }

    @Test
    void aFieldOfAnotherTypeIsRefusedInsteadOfMisread() throws Exception {
        assertThat(compatibility(write(FIRST), compile("String name, String count, java.util.List<String> terms"))
                        .isIncompatible())
                .isTrue();
    }

    private static Object read(byte[] written, Class<?> current) throws Exception {
        assertThat(compatibility(written, current).isCompatibleAfterMigration()).isTrue();
        var in = new DataInputDeserializer(written);
        TypeSerializerSnapshot<Object> snapshot =
                TypeSerializerSnapshot.readVersionedSnapshot(in, current.getClassLoader());
        return snapshot.restoreSerializer().deserialize(in);
    }

    private static TypeSerializerSchemaCompatibility<Object> compatibility(byte[] written, Class<?> current)
            throws Exception {
        TypeSerializerSnapshot<Object> snapshot = TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputDeserializer(written), current.getClassLoader());
        return serializer(current).snapshotConfiguration().resolveSchemaCompatibility(snapshot);
    }

    /** The serializer's own description, as in a savepoint, then a value. */
    private byte[] write(String fields) throws Exception {
        Class<?> type = compile(fields);
        TypeSerializer<Object> serializer = serializer(type);
        var out = new DataOutputSerializer(256);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
        serializer.serialize(type.getDeclaredConstructors()[0].newInstance("river", 7L, List.of("a", "b")), out);
        return out.getCopyOfBuffer();
    }

    @SuppressWarnings("unchecked")
    private static TypeSerializer<Object> serializer(Class<?> type) {
        var config = new SerializerConfigImpl();
        config.setGenericTypes(false);
        return (TypeSerializer<Object>) TypeInformation.of(type).createSerializer(config);
    }

    private Class<?> compile(String fields) throws Exception {
        Path version = Files.createTempDirectory(folder, "version");
        Path source = Files.writeString(
                version.resolve("Kept.java"), "package evolving; public record Kept(" + fields + ") {}");
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-parameters", "-d", version.toString(), source.toString()))
                .isZero();
        @SuppressWarnings("resource") // the class is used after the method
        var loader = new URLClassLoader(new URL[] {version.toUri().toURL()});
        return loader.loadClass("evolving.Kept");
    }
}
