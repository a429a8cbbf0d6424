package dev.tributary.models.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.models.encoder.convert.Kernels;
import dev.tributary.models.encoder.convert.TinyModel;
import dev.tributary.models.encoder.directory.ModelDirectory;
import dev.tributary.models.encoder.directory.Precision;
import dev.tributary.models.encoder.directory.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodersTest {
    private static final String ZH = "bge-small-zh-v1.5";

    @TempDir
    Path folder;

    @Test
    void listsTheBundledModelsBeforeAndAfterTheirConversion() {
        var cache = new CacheFolder(folder);
        EncoderInfo before = zh(cache);
        assertThat(before.converted()).isFalse();
        assertThat(before.size()).isZero();

        ModelDirectory directory = Encoders.directory(ZH, Precision.FULL, Kernels.ofThisMachine(), cache);

        EncoderInfo after = zh(cache);
        assertThat(after.converted()).isTrue();
        assertThat(after.size()).isGreaterThan(90_000_000);
        assertThat(directory.path()).isEqualTo(after.path());
        assertThat(after.dimension()).isEqualTo(512);
        assertThat(after.languages()).containsExactly("zh");
        assertThat(Encoders.list(cache))
                .extracting(EncoderInfo::name)
                .containsExactly("all-MiniLM-L6-v2", "bge-small-en-v1.5", ZH);
    }

    /** Otherwise an update would encode all texts anew, and a model trained before would not fit. */
    @Test
    void portableModelsAreTheVeryFilesThatFasterOnesStandFor() throws IOException {
        var conversion = new ModelConversion(folder, Precision.FULL, Kernels.PORTABLE);
        for (BundledModel model : BundledModel.ALL) {
            ModelDirectory portable = conversion.directory(model);
            assertThat(Sha256.of(portable.model())).isEqualTo(model.portableSha256());
            assertThat(portable.card().sameVectorsAs()).isEmpty();
        }
        BundledModel zh = BundledModel.ALL.get(2);
        ModelDirectory fast = new ModelConversion(folder, Precision.FULL, Kernels.ONEDNN).directory(zh);
        assertThat(fast.path()).isNotEqualTo(conversion.place(zh));
        assertThat(fast.version())
                .isEqualTo(ModelDirectory.load(conversion.place(zh)).version());
        assertThat(new ModelConversion(folder, Precision.HALF, Kernels.ONEDNN).place(zh))
                .isEqualTo(new ModelConversion(folder, Precision.HALF, Kernels.PORTABLE).place(zh));
    }

    @Test
    void severalMayConvertAtOnce() throws IOException {
        var cache = new CacheFolder(folder);
        List<String> versions = IntStream.range(0, 3)
                .parallel()
                .mapToObj(i -> Encoders.directory(ZH, Precision.FULL, Kernels.ofThisMachine(), cache)
                        .version())
                .distinct()
                .toList();
        assertThat(versions).hasSize(1);
        try (var left = Files.list(cache.models())) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void convertsADamagedModelAgain() throws IOException {
        var cache = new CacheFolder(folder);
        ModelDirectory whole = Encoders.directory(ZH, Precision.FULL, Kernels.ofThisMachine(), cache);
        Files.writeString(whole.tokenizer(), "{}");
        assertThat(Encoders.directory(ZH, Precision.FULL, Kernels.ofThisMachine(), cache)
                        .version())
                .isEqualTo(whole.version());
        assertThat(Files.size(whole.tokenizer())).isGreaterThan(100_000);
    }

    @Test
    void takesTheDirectoryOfAUsersModel() throws IOException {
        Path tiny = TinyModel.write(folder);
        assertThat(Encoders.directory(tiny.toString(), Precision.FULL, Kernels.ofThisMachine(), new CacheFolder(folder))
                        .card()
                        .name())
                .isEqualTo("tiny");
    }

    @Test
    void aUsersModelDoesNotPassForAnother() throws IOException {
        Path tiny = TinyModel.write(folder);
        Path card = tiny.resolve(ModelDirectory.CARD);
        Files.writeString(card, Files.readString(card).replaceFirst("\\{", "{\"sameVectorsAs\": \"abc\","));
        assertThatThrownBy(() -> Encoders.directory(
                        tiny.toString(), Precision.FULL, Kernels.ofThisMachine(), new CacheFolder(folder)))
                .hasMessageContaining("sameVectorsAs in the model.json of")
                .hasMessageContaining("take it out");
    }

    @Test
    void aUsersModelIsNotTakenForOneOfAnotherPrecision() throws IOException {
        Path tiny = TinyModel.write(folder);
        assertThatThrownBy(() -> Encoders.directory(
                        tiny.toString(), Precision.HALF, Kernels.ofThisMachine(), new CacheFolder(folder)))
                .hasMessageContaining("tributary.encode.precision is HALF")
                .hasMessageContaining("of full precision, as its model.json says: set FULL");
    }

    @Test
    void namesTheNearestModelForATypo() {
        assertThatThrownBy(() -> Encoders.directory(
                        "bge-small-cn-v1.5", Precision.FULL, Kernels.ofThisMachine(), new CacheFolder(folder)))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("'bge-small-cn-v1.5'; did you mean bge-small-");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org/model.zip",
                "http://127.0.0.1/model",
                "s3://bucket/model",
                "djl://ai.djl.huggingface.pytorch/sentence-transformers/all-MiniLM-L6-v2",
                "jar:file:/tmp/model.jar!/model",
                "file:///tmp"
            })
    void takesLocalDirectoriesOnly(String address) {
        assertThatThrownBy(() ->
                        Encoders.directory(address, Precision.FULL, Kernels.ofThisMachine(), new CacheFolder(folder)))
                .isInstanceOf(EncoderException.class)
                .hasMessageStartingWith("There is no encoder and no directory named '" + address + "'");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesANameThatIsNoPath() {
        assertThatThrownBy(() -> Encoders.directory(
                        "what\0ever", Precision.FULL, Kernels.ofThisMachine(), new CacheFolder(folder)))
                .isInstanceOf(EncoderException.class);
    }

    private static EncoderInfo zh(CacheFolder cache) {
        return Encoders.list(cache).get(2);
    }
}
