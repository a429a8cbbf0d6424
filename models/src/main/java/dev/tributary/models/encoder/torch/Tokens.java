package dev.tributary.models.encoder.torch;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.tributary.models.encoder.EncoderException;
import dev.tributary.models.encoder.directory.ModelDirectory;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Cuts texts into the tokens of one model. Safe for use by many threads. */
final class Tokens implements AutoCloseable {
    private final String model;
    private final HuggingFaceTokenizer tokenizer;
    private final int maximum;
    /** Held for writing by the one who frees the native tokenizer. */
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    private boolean closed;

    private Tokens(String model, HuggingFaceTokenizer tokenizer, int maximum) {
        this.model = model;
        this.tokenizer = tokenizer;
        this.maximum = maximum;
    }

    /** @param wanted most tokens of one text, 0 for as many as the model can */
    static Tokens open(ModelDirectory directory, int wanted) {
        int limit = directory.card().maxTokens();
        if (wanted > limit) {
            throw new EncoderException("tributary.encode.max-tokens is " + wanted + ", but "
                    + directory.card().name() + " reads at most " + limit + ": lower it, or set 0 for that maximum");
        }
        int maximum = wanted == 0 ? limit : wanted;
        try {
            var tokenizer = HuggingFaceTokenizer.builder()
                    .optTokenizerPath(directory.tokenizer())
                    .optTruncation(true)
                    .optMaxLength(maximum)
                    .optPadding(false)
                    .build();
            return new Tokens(directory.card().name(), tokenizer, maximum);
        } catch (IOException | RuntimeException e) {
            throw new EncoderException("Cannot read " + directory.tokenizer() + ": " + e.getMessage(), e);
        }
    }

    int maximum() {
        return maximum;
    }

    /** @throws EncoderException once closed */
    List<Encoding> encode(List<String> texts) {
        lock.readLock().lock();
        try {
            if (closed) {
                throw new EncoderException("Encoder " + model + " is closed");
            }
            return texts.stream().map(tokenizer::encode).toList();
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            closed = true;
            tokenizer.close();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
