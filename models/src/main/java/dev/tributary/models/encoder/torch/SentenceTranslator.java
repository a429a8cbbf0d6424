package dev.tributary.models.encoder.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import dev.tributary.models.encoder.EncoderException;
import dev.tributary.models.encoder.directory.ModelCard;
import dev.tributary.models.encoder.directory.Pooling;

/** Plain arrays in, plain arrays out: no native array outlives a call. */
final class SentenceTranslator implements NoBatchifyTranslator<TokenBatch, float[][]> {
    private static final String BATCH = "batch";

    private final ModelCard card;

    SentenceTranslator(ModelCard card) {
        this.card = card;
    }

    @Override
    public NDList processInput(TranslatorContext context, TokenBatch batch) {
        NDManager manager = context.getNDManager();
        var shape = new Shape(batch.texts(), batch.tokens());
        NDArray mask = manager.create(batch.mask(), shape);
        context.setAttachment(BATCH, batch);
        var inputs = new NDList(manager.create(batch.ids(), shape), mask);
        if (card.inputs().contains("token_type_ids")) {
            inputs.add(manager.zeros(shape, DataType.INT64));
        }
        return inputs;
    }

    @Override
    public float[][] processOutput(TranslatorContext context, NDList output) {
        var batch = (TokenBatch) context.getAttachment(BATCH);
        NDArray result = output.get(0);
        if (result.getDataType() == DataType.FLOAT16) {
            result = result.toType(DataType.FLOAT32, false);
        }
        Shape shape = result.getShape();
        check(result.getDataType() == DataType.FLOAT32, "returns " + result.getDataType() + ", expected float32");
        check(shape.dimension() == 2 || shape.dimension() == 3, "returns an array of shape " + shape);
        check(shape.get(0) == batch.texts(), "returns " + shape.get(0) + " vectors for " + batch.texts() + " texts");
        long dimension = shape.get(shape.dimension() - 1);
        check(
                dimension == card.dimension(),
                "returns " + dimension + " dimensions, model.json says " + card.dimension());
        float[] values = result.toFloatArray();
        float[][] vectors = new float[batch.texts()][];
        for (int text = 0; text < vectors.length; text++) {
            vectors[text] = unit(shape.dimension() == 2 ? row(values, text) : pool(values, batch, text));
        }
        return vectors;
    }

    private float[] row(float[] values, int row) {
        float[] vector = new float[card.dimension()];
        System.arraycopy(values, row * vector.length, vector, 0, vector.length);
        return vector;
    }

    private float[] pool(float[] values, TokenBatch batch, int text) {
        int first = text * batch.tokens();
        float[] vector = row(values, first);
        if (card.pooling() == Pooling.CLS) {
            return vector;
        }
        // the length is left as it is: the vector is scaled to unit length next
        for (int token = first + 1; token < first + batch.tokens(); token++) {
            if (batch.mask()[token] != 0) {
                for (int i = 0; i < vector.length; i++) {
                    vector[i] += values[token * vector.length + i];
                }
            }
        }
        return vector;
    }

    private float[] unit(float[] vector) {
        double square = 0;
        for (float value : vector) {
            square += (double) value * value;
        }
        check(square > 0 && Double.isFinite(square), "returns a vector that is zero or not a number");
        double scale = 1 / Math.sqrt(square);
        for (int i = 0; i < vector.length; i++) {
            vector[i] *= (float) scale;
        }
        return vector;
    }

    private void check(boolean valid, String finding) {
        if (!valid) {
            throw new EncoderException("Model " + card.name() + " " + finding);
        }
    }
}
