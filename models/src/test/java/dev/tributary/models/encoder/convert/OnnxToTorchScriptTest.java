package dev.tributary.models.encoder.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.models.encoder.EncoderException;
import dev.tributary.models.encoder.directory.ModelDirectory;
import dev.tributary.models.encoder.directory.Pooling;
import dev.tributary.models.encoder.directory.Precision;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxToTorchScriptTest {
    @TempDir
    Path folder;

    @Test
    void givesTheSameBytesEachTime() throws IOException {
        ByteBuffer onnx = ByteBuffer.wrap(zh());
        OnnxToTorchScript.convert(onnx, Pooling.CLS, Precision.FULL, Kernels.ONEDNN, folder.resolve("a"));
        OnnxToTorchScript.convert(onnx, Pooling.CLS, Precision.FULL, Kernels.ONEDNN, folder.resolve("b"));
        assertThat(Files.mismatch(folder.resolve("a"), folder.resolve("b"))).isEqualTo(-1);
    }

    @Test
    void readsTheArchitectureFromTheGraph() throws IOException {
        assertThat(BertShape.of(OnnxGraph.read(ByteBuffer.wrap(zh()))))
                .isEqualTo(new BertShape(4, 512, 8, 2048, 21_128, 512, 1e-12f));
    }

    @Test
    void refusesWeightsThatAreNotFloat32() throws IOException {
        byte[] onnx = zh();
        int name = indexOf(onnx, "embeddings.word_embeddings.weightJ");
        // the data type is the varint field before the name: 0x10 TYPE 0x42 LENGTH NAME
        assertThat(onnx[name - 3]).isEqualTo((byte) 1);
        onnx[name - 3] = 10;
        assertThatThrownBy(() -> convert(onnx))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("embeddings.word_embeddings.weight has ONNX data type 10")
                .hasMessageContaining("float32");
    }

    @Test
    void refusesAFileThatEndsEarly() throws IOException {
        byte[] onnx = Arrays.copyOf(zh(), 50_000_000);
        assertThatThrownBy(() -> convert(onnx))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("ends in the middle of a field");
    }

    @Test
    void refusesAFileThatIsNotOnnx() {
        assertThatThrownBy(() -> convert("<html>not found</html>".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("ONNX");
    }

    @Test
    void alignsEveryEntryToSixtyFourBytes() throws IOException {
        ByteBuffer archive = ByteBuffer.wrap(
                        Files.readAllBytes(TinyModel.write(folder).resolve(ModelDirectory.MODEL)))
                .order(ByteOrder.LITTLE_ENDIAN);
        int entries = 0;
        int position = 0;
        while (archive.getInt(position) == 0x04034b50) {
            assertThat(archive.getShort(position + 8)).as("compression method").isZero();
            int data = position + 30 + archive.getShort(position + 26) + archive.getShort(position + 28);
            assertThat(data % 64).isZero();
            position = data + archive.getInt(position + 18);
            entries++;
        }
        assertThat(entries).isEqualTo(21);
    }

    private void convert(byte[] onnx) throws IOException {
        OnnxToTorchScript.convert(
                ByteBuffer.wrap(onnx), Pooling.CLS, Precision.FULL, Kernels.ONEDNN, folder.resolve("model.pt"));
    }

    private static int indexOf(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
    }

    private static byte[] zh() throws IOException {
        try (InputStream in = OnnxToTorchScriptTest.class.getResourceAsStream("/bge-small-zh-v1.5.onnx")) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }
}
