package dev.tributary.models.encoder;

import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.digest.MurmurHash3;

/** 128-bit hash of a text, by which its vector is kept: among 10^9 texts two collide with probability 1e-21. */
record TextKey(long high, long low) {
    static TextKey of(String text) {
        long[] hash = MurmurHash3.hash128x64(text.getBytes(StandardCharsets.UTF_8));
        return new TextKey(hash[0], hash[1]);
    }
}
