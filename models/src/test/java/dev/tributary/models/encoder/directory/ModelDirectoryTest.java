package dev.tributary.models.encoder.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.models.encoder.EncoderException;
import dev.tributary.models.encoder.directory.ModelCard.FileFact;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelDirectoryTest {
    private static final String DATA = "data.pkl";
    private static final String CODE = "code/__torch__.py";

    private final Map<String, String> archive = new LinkedHashMap<>();

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        archive.put(DATA, "torch\nFloatStorage\n");
        archive.put(CODE, "class Encoder(Module):\n");
        writeArchive();
    }

    @Test
    void acceptsWhatModelJsonDescribes() {
        assertThat(ModelDirectory.load(folder).version()).matches("tiny@[0-9a-f]{8}");
    }

    @Test
    void otherWeightsGiveAnotherVersion() throws IOException {
        String before = ModelDirectory.load(folder).version();
        archive.put("data/0", "other weights");
        writeArchive();
        assertThat(ModelDirectory.load(folder).version()).isNotEqualTo(before);
    }

    @Test
    void acceptsWhatTorchWritesBesideTheModel() throws IOException {
        List.of("constants.pkl", "constants/0", "version", "byteorder", ".data/serialization_id", CODE + ".debug_pkl")
                .forEach(name -> archive.put(name, ""));
        writeArchive();
        assertThat(ModelDirectory.load(folder).card().dimension()).isEqualTo(2);
    }

    @Test
    void refusesAFileWithAnotherHash() throws IOException {
        byte[] tokenizer = Files.readAllBytes(folder.resolve("tokenizer.json"));
        tokenizer[0] ^= 1;
        Files.write(folder.resolve("tokenizer.json"), tokenizer);
        refuses("tokenizer.json has SHA-256");
    }

    @Test
    void refusesAFileOfAnotherSize() throws IOException {
        Files.writeString(folder.resolve("tokenizer.json"), "{ }");
        refuses("tokenizer.json has 3 bytes, model.json says 2");
    }

    @Test
    void refusesWeightsThatAreNotFloat32() throws IOException {
        archive.put(DATA, "torch\nHalfStorage\n");
        writeArchive();
        refuses("HalfStorage", "model.float()");
    }

    @Test
    void takesHalfPrecisionWhereModelJsonSaysSo() throws IOException {
        archive.put(DATA, "torch\nHalfStorage\n");
        writeArchive();
        Path card = folder.resolve("model.json");
        Files.writeString(card, Files.readString(card).replaceFirst("\\{", "{\"precision\": \"half\","));

        assertThat(ModelDirectory.load(folder).card().precision()).isEqualTo(Precision.HALF);
    }

    @Test
    void refusesConstantsThatAreNotFloat32() throws IOException {
        archive.put("constants.pkl", "torch\nQInt8Storage\n");
        writeArchive();
        refuses("QInt8Storage");
    }

    @Test
    void refusesALink() throws IOException {
        Path elsewhere = Files.move(folder.resolve("tokenizer.json"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("tokenizer.json"), elsewhere);
        refuses("tokenizer.json is a link");
    }

    @Test
    void refusesALinkToAnotherModelJson() throws IOException {
        Path elsewhere = Files.move(folder.resolve("model.json"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("model.json"), elsewhere);
        refuses("model.json is a link");
    }

    @Test
    void refusesAFileOutside() throws IOException {
        writeCard(Map.of("../secret", new FileFact("00", 1)));
        refuses("'../secret' lies outside the directory");
    }

    @Test
    void refusesAnAbsoluteFile() throws IOException {
        writeCard(Map.of("/etc/hostname", new FileFact("00", 1)));
        refuses("'/etc/hostname' lies outside the directory");
    }

    @Test
    void namesEveryMissingField() throws IOException {
        editCard(card -> card.without(List.of("dimension", "license")));
        refuses("model.json lacks dimension, license");
    }

    @Test
    void refusesADimensionThatIsNoNumber() throws IOException {
        editCard(card -> card.put("dimension", "384"));
        refuses("dimension in model.json must be a positive whole number");
    }

    @Test
    void refusesAnUnknownPooling() throws IOException {
        editCard(card -> card.put("pooling", "max"));
        refuses("pooling must be mean or cls, got max");
    }

    @Test
    void refusesInputsThatItCannotGive() throws IOException {
        editCard(card -> card.putArray("inputs").add("pixels"));
        refuses("inputs in model.json", "[pixels]");
    }

    @Test
    void refusesAModelJsonThatIsNotJson() throws IOException {
        Files.writeString(folder.resolve("model.json"), "name: tiny");
        refuses("model.json is not valid JSON");
    }

    @Test
    void refusesAModelThatModelJsonDoesNotList() throws IOException {
        editCard(card -> ((ObjectNode) card.get("files")).remove("model.pt"));
        refuses("files in model.json lacks model.pt");
    }

    @Test
    void saysWhichFileIsMissing() throws IOException {
        Files.delete(folder.resolve("model.pt"));
        refuses("lacks the file model.pt");
    }

    @Test
    void refusesAFileThatIsNoDirectory() {
        assertThatThrownBy(() -> ModelDirectory.load(folder.resolve("model.pt")))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("is not a directory");
    }

    @Test
    void refusesExtraFilesInTheArchive() throws IOException {
        archive.put("extra/libs/Translator.java", "class Translator {}");
        writeArchive();
        refuses("tiny/extra/libs/Translator.java", "which TorchScript does not need");
    }

    @Test
    void refusesEntriesThatClimbOut() throws IOException {
        archive.put("code/../../x.py", "");
        writeArchive();
        refuses("code/../../x.py");
    }

    @Test
    void refusesAnArchiveThatUnpacksToManyTimesItsSize() throws IOException {
        archive.put("data/0", "\0".repeat(80 << 20));
        writeArchive();
        refuses("model.pt has ", " bytes but unpacks to 838");
    }

    @Test
    void refusesCodeThatUnpacksToMoreThanItsDirectoryAnnounces() throws IOException {
        archive.put("code/__torch__/bomb.py", " ".repeat(70 << 20));
        writeArchive();
        announceLess("tiny/code/__torch__/bomb.py");
        refuses("code/__torch__/bomb.py", "of more than 67108864 bytes");
    }

    /** Changes the size in the entry of the archive's directory, which is its last mention of the name. */
    private void announceLess(String name) throws IOException {
        Path file = folder.resolve("model.pt");
        byte[] bytes = Files.readAllBytes(file);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf(name);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at - 46 + 24, 10);
        Files.write(file, bytes);
        writeCard(Map.of());
    }

    @Test
    void refusesCodeThatReadsFiles() throws IOException {
        archive.put("code/__torch__/reader.py", "x = torch.from_file(\"/etc/passwd\", False, 10)");
        writeArchive();
        refuses("from_file", "code/__torch__/reader.py");
    }

    @Test
    void refusesCodeThatCallsForeignOperations() throws IOException {
        archive.put(CODE, "x = ops.mylib.run(y)");
        writeArchive();
        refuses("ops.mylib");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s = torch.save",
                "t = torch\nt.from_file(y)",
                "getattr(torch, \"relu\")(y)",
                "getattr( ops, \"mylib\")",
                "o = ops",
                "x = (ops. # that is it\nmylib.run(y))"
            })
    void refusesOtherNamesForWhatIsForbidden(String code) throws IOException {
        archive.put(CODE, code);
        writeArchive();
        refuses("model.pt calls");
    }

    @Test
    void takesLayersThatAreNamedByNumbers() throws IOException {
        archive.put(CODE, "x = getattr(self.layer, \"0\")\ny = ops.prim.data(ops.aten.add(x))");
        writeArchive();
        assertThat(ModelDirectory.load(folder).version()).startsWith("tiny@");
    }

    @Test
    void takesTheMultiplicationsOfOneDnnAndNothingElseOfIt() throws IOException {
        archive.put(CODE, "x = ops.mkldnn._linear_pointwise(y, ops.mkldnn._reorder_linear_weight(w, None))");
        writeArchive();
        assertThat(ModelDirectory.load(folder).version()).startsWith("tiny@");
        for (String other : List.of("_linear_pointwise_.binary(y)", "data_ptr(y)")) {
            archive.put(CODE, "x = ops.mkldnn." + other);
            writeArchive();
            refuses("ops.mkldnn");
        }
    }

    @Test
    void isTheVersionOfTheModelWhoseVectorsItGives() throws IOException {
        String version = ModelDirectory.load(folder).version();
        String hash = Sha256.of(folder.resolve("model.pt"));
        archive.put(CODE, "x = torch.relu(y)");
        writeArchive();
        assertThat(ModelDirectory.load(folder).version()).isNotEqualTo(version);
        editCard(card -> card.put("sameVectorsAs", hash));
        assertThat(ModelDirectory.load(folder).version()).isEqualTo(version);
        assertThat(ModelCard.parse(ModelDirectory.load(folder).card().toJson()).sameVectorsAs())
                .contains(hash);
    }

    @Test
    void refusesForeignOperationsWhateverSpacesAreBetween() throws IOException {
        archive.put(CODE, "x = ops . mylib.run(ops.aten.add(y))");
        writeArchive();
        refuses("ops . mylib");
    }

    @Test
    void refusesCodeThatUsesNativeClasses() throws IOException {
        archive.put(CODE, "x : __torch__.torch.classes.rnn.CellParams");
        writeArchive();
        refuses("__torch__.torch.classes", CODE);
    }

    @ParameterizedTest
    @ValueSource(strings = {DATA, "constants.pkl"})
    void refusesObjectsOfNativeClasses(String pickle) throws IOException {
        for (String named : List.of("c__torch__.torch.classes.rnn\nCellParams\n", "c__torch__.torch\nclasses\n")) {
            archive.put(pickle, "torch\nFloatStorage\n" + named);
            writeArchive();
            refuses("__torch__.torch.classes", pickle);
        }
    }

    @Test
    void refusesAnArchiveWithoutCode() throws IOException {
        archive.remove(CODE);
        writeArchive();
        refuses("it lacks code/__torch__.py");
    }

    @Test
    void refusesAModelThatIsNoArchive() throws IOException {
        Files.writeString(folder.resolve("model.pt"), "not a zip");
        writeCard(Map.of());
        refuses("model.pt is not a TorchScript archive");
    }

    private void refuses(String... reasons) {
        assertThatThrownBy(() -> ModelDirectory.load(folder))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContainingAll(reasons);
    }

    private void writeArchive() throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("model.pt")))) {
            for (var entry : archive.entrySet()) {
                zip.putNextEntry(new ZipEntry("tiny/" + entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        Files.writeString(folder.resolve("tokenizer.json"), "{}");
        writeCard(Map.of());
    }

    private void writeCard(Map<String, FileFact> more) throws IOException {
        Map<String, FileFact> files = new LinkedHashMap<>(more);
        for (String name : List.of("model.pt", "tokenizer.json")) {
            Path file = folder.resolve(name);
            files.put(name, new FileFact(Sha256.of(file), Files.size(file)));
        }
        var card = new ModelCard(
                "tiny",
                2,
                Pooling.MEAN,
                List.of("en"),
                8,
                "MIT",
                Precision.FULL,
                ModelCard.DEFAULT_INPUTS,
                Optional.empty(),
                files);
        Files.writeString(folder.resolve("model.json"), card.toJson());
    }

    private void editCard(Consumer<ObjectNode> edit) throws IOException {
        var json = new ObjectMapper();
        var card = (ObjectNode) json.readTree(folder.resolve("model.json").toFile());
        edit.accept(card);
        Files.writeString(folder.resolve("model.json"), json.writeValueAsString(card));
    }
}
