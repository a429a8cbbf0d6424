package dev.tributary.models.interest;

import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.digest.MurmurHash3;

/** 64-bit hashes of ids, for the places where a text id would be too large. Among 10^7 ids two collide with probability 3e-6. */
public final class ItemKey {
    private ItemKey() {}

    public static long of(String id) {
        return MurmurHash3.hash128x64(id.getBytes(StandardCharsets.UTF_8))[0];
    }
}
