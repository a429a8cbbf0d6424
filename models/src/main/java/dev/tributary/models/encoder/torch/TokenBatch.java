package dev.tributary.models.encoder.torch;

import ai.djl.huggingface.tokenizers.Encoding;
import java.util.List;

/** Token ids and attention mask of a few texts, row by row, padded to the longest of them. */
final class TokenBatch {
    private final int texts;
    private final int tokens;
    private final long[] ids;
    private final long[] mask;

    private TokenBatch(int texts, int tokens) {
        this.texts = texts;
        this.tokens = tokens;
        this.ids = new long[texts * tokens];
        this.mask = new long[texts * tokens];
    }

    static TokenBatch of(List<Encoding> encodings) {
        int tokens = encodings.stream().mapToInt(TokenBatch::length).max().orElseThrow();
        var batch = new TokenBatch(encodings.size(), tokens);
        for (int text = 0; text < encodings.size(); text++) {
            Encoding encoding = encodings.get(text);
            System.arraycopy(encoding.getIds(), 0, batch.ids, text * tokens, length(encoding));
            System.arraycopy(encoding.getAttentionMask(), 0, batch.mask, text * tokens, length(encoding));
        }
        return batch;
    }

    static int length(Encoding encoding) {
        return encoding.getIds().length;
    }

    int texts() {
        return texts;
    }

    int tokens() {
        return tokens;
    }

    long[] ids() {
        return ids;
    }

    long[] mask() {
        return mask;
    }
}
