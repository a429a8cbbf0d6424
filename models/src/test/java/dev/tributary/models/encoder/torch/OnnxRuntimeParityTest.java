package dev.tributary.models.encoder.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import dev.tributary.models.encoder.EncoderSettings;
import dev.tributary.models.encoder.Encoders;
import dev.tributary.models.encoder.TextEncoder;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The converted models compute what the original ONNX files compute in ONNX Runtime. */
class OnnxRuntimeParityTest {
    private static final List<String> TEXTS = List.of(
            "",
            "Red running shoes",
            "A light trail shoe with a grippy sole; dries fast, runs small. Worn by many on wet ground.",
            "空气炸锅食谱:外酥里嫩的鸡翅",
            "红色跑鞋,适合春天在公园里慢跑。",
            "iPhone 15 手机壳 café naïve 🙂",
            "word ".repeat(80));

    @ParameterizedTest
    @CsvSource({"all-MiniLM-L6-v2, 256, true", "bge-small-en-v1.5, 512, false", "bge-small-zh-v1.5, 512, false"})
    void agreesWithOnnxRuntime(String name, int maxTokens, boolean mean) throws Exception {
        List<float[]> expected = onnxRuntime(name, maxTokens, mean);
        EncoderSettings settings = EncoderSettings.defaults().withModel(name);
        try (TextEncoder fast = Encoders.open(settings);
                TextEncoder portable = Encoders.openPortable(settings)) {
            assertThat(fast.version()).isEqualTo(portable.version());
            agree(fast.encode(TEXTS), expected);
            agree(portable.encode(TEXTS), expected);
        }
    }

    private static void agree(float[][] vectors, List<float[]> expected) {
        for (int text = 0; text < TEXTS.size(); text++) {
            assertThat(dot(vectors[text], vectors[text])).isCloseTo(1, within(1e-5));
            assertThat(dot(vectors[text], expected.get(text)))
                    .as("cosine for '%s'", TEXTS.get(text))
                    .isGreaterThan(0.999995);
            assertThat(vectors[text]).usingComparatorWithPrecision(2e-6f).containsExactly(expected.get(text));
        }
    }

    private static List<float[]> onnxRuntime(String name, int maxTokens, boolean mean) throws Exception {
        String resource = "/" + name.toLowerCase(Locale.ROOT);
        List<float[]> vectors = new ArrayList<>();
        try (InputStream json = open(resource + "-tokenizer.json");
                HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.newInstance(
                        json,
                        Map.of("truncation", "true", "maxLength", Integer.toString(maxTokens), "padding", "false"));
                InputStream onnx = open(resource + ".onnx");
                OrtSession session = OrtEnvironment.getEnvironment().createSession(onnx.readAllBytes())) {
            for (String text : TEXTS) {
                vectors.add(unit(run(session, tokenizer.encode(text), mean)));
            }
        }
        return vectors;
    }

    private static float[] run(OrtSession session, Encoding encoding, boolean mean) throws Exception {
        var environment = OrtEnvironment.getEnvironment();
        long[][] ids = {encoding.getIds()};
        try (var input = OnnxTensor.createTensor(environment, ids);
                var mask = OnnxTensor.createTensor(environment, new long[][] {encoding.getAttentionMask()});
                var types = OnnxTensor.createTensor(environment, new long[1][ids[0].length]);
                var result = session.run(Map.of("input_ids", input, "attention_mask", mask, "token_type_ids", types))) {
            float[][] tokens = ((float[][][]) result.get(0).getValue())[0];
            float[] pooled = tokens[0].clone();
            for (int token = 1; mean && token < tokens.length; token++) {
                for (int i = 0; i < pooled.length; i++) {
                    pooled[i] += tokens[token][i];
                }
            }
            return pooled;
        }
    }

    private static float[] unit(float[] vector) {
        double length = Math.sqrt(dot(vector, vector));
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (vector[i] / length);
        }
        return vector;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    private static InputStream open(String resource) {
        return Objects.requireNonNull(OnnxRuntimeParityTest.class.getResourceAsStream(resource));
    }
}
