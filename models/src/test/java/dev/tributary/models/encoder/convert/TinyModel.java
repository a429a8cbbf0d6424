package dev.tributary.models.encoder.convert;

import dev.tributary.models.encoder.directory.ModelCard;
import dev.tributary.models.encoder.directory.ModelCard.FileFact;
import dev.tributary.models.encoder.directory.ModelDirectory;
import dev.tributary.models.encoder.directory.Pooling;
import dev.tributary.models.encoder.directory.Precision;
import dev.tributary.models.encoder.directory.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;

/** A model directory as a user would bring it: one layer, 8 dimensions, random weights, one megabyte. */
public final class TinyModel {
    public static final int DIMENSION = 8;

    private static final BertShape SHAPE = new BertShape(1, DIMENSION, 2, 16, 30_522, 512, 1e-12f);

    private TinyModel() {}

    public static Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<Parameter> parameters = parameters();
        writeArchive(folder, parameters, BertScript.source(SHAPE, Pooling.MEAN, Kernels.PORTABLE, parameters));
        return finish(folder, DIMENSION);
    }

    /** A model that leaves pooling and scaling to the reader, as models exported with other tools do. */
    public static Path writeTokenVectors(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<Parameter> parameters = parameters();
        String source = BertScript.source(SHAPE, Pooling.MEAN, Kernels.PORTABLE, parameters);
        writeArchive(folder, parameters, source.substring(0, source.indexOf("    weight = ")) + "    return h1\n");
        return finish(folder, DIMENSION);
    }

    /** Writes tokenizer.json and a model.json that fits the files. */
    public static Path finish(Path folder, int dimension) throws IOException {
        try (InputStream in = TinyModel.class.getResourceAsStream("/all-minilm-l6-v2-tokenizer.json")) {
            Files.write(
                    folder.resolve(ModelDirectory.TOKENIZER),
                    Objects.requireNonNull(in).readAllBytes());
        }
        var files = Map.of(
                ModelDirectory.MODEL, fact(folder.resolve(ModelDirectory.MODEL)),
                ModelDirectory.TOKENIZER, fact(folder.resolve(ModelDirectory.TOKENIZER)));
        var card = new ModelCard(
                "tiny",
                dimension,
                Pooling.MEAN,
                List.of("en"),
                64,
                "MIT",
                Precision.FULL,
                ModelCard.DEFAULT_INPUTS,
                Optional.empty(),
                files);
        Files.writeString(folder.resolve(ModelDirectory.CARD), card.toJson());
        return folder;
    }

    private static FileFact fact(Path file) throws IOException {
        return new FileFact(Sha256.of(file), Files.size(file));
    }

    private static void writeArchive(Path folder, List<Parameter> parameters, String source) throws IOException {
        try (var zip = new StoredZip(folder.resolve(ModelDirectory.MODEL))) {
            zip.add("tiny/data.pkl", ParameterPickle.module(parameters, Precision.FULL));
            zip.add("tiny/code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
            for (int key = 0; key < parameters.size(); key++) {
                zip.add("tiny/data/" + key, parameters.get(key).content().get());
            }
            zip.add("tiny/constants.pkl", ParameterPickle.emptyTuple());
            zip.add("tiny/version", "3\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static List<Parameter> parameters() {
        var random = new Random(7);
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(random(random, "word", SHAPE.vocabulary(), DIMENSION));
        parameters.add(random(random, "position", SHAPE.positions(), DIMENSION));
        parameters.add(random(random, "type", DIMENSION));
        for (String norm : List.of("embedding", "l0_mix", "l0_down")) {
            parameters.add(random(random, norm + "_norm_w", DIMENSION));
            parameters.add(random(random, norm + "_norm_b", DIMENSION));
        }
        dense(random, parameters, "l0_qkv", 3 * DIMENSION, DIMENSION);
        dense(random, parameters, "l0_mix", DIMENSION, DIMENSION);
        dense(random, parameters, "l0_up", SHAPE.inner(), DIMENSION);
        dense(random, parameters, "l0_down", DIMENSION, SHAPE.inner());
        return parameters;
    }

    private static void dense(Random random, List<Parameter> parameters, String name, int out, int in) {
        parameters.add(random(random, name + "_w", out, in));
        parameters.add(random(random, name + "_b", out));
    }

    private static Parameter random(Random random, String name, Integer... shape) {
        int values = List.of(shape).stream().reduce(1, Math::multiplyExact);
        ByteBuffer content = ByteBuffer.allocate(values * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        while (content.hasRemaining()) {
            content.putFloat((float) random.nextGaussian());
        }
        content.flip();
        return new Parameter(name, List.of(shape), () -> List.of(content));
    }
}
