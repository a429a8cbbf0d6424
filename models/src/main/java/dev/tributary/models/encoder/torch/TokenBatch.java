package dev.tributary.models.encoder.torch;

import ai.djl.huggingface.tokenizers.Encoding;
import java.util.List;

/** Token ids and attention mask of a few texts, row by row, padded to the longest of them. */
record TokenBatch(int texts, int tokens, long[] ids, long[] mask) {
    static TokenBatch of(List<Encoding> encodings) {
        int tokens = encodings.stream().mapToInt(TokenBatch::length).max().orElseThrow();
        long[] ids = new long[encodings.size() * tokens];
        long[] mask = new long[ids.length];
        for (int text = 0; text < encodings.size(); text++) {
            Encoding encoding = encodings.get(text);
            System.arraycopy(encoding.getIds(), 0, ids, text * tokens, length(encoding));
            System.arraycopy(encoding.getAttentionMask(), 0, mask, text * tokens, length(encoding));
        }
        return new TokenBatch(encodings.size(), tokens, ids, mask);
    }

    static int length(Encoding encoding) {
        return encoding.getIds().length;
    }
}
