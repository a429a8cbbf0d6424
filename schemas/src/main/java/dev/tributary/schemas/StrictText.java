package dev.tributary.schemas;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.NullMarked;

/** UTF-8 that is refused where it is malformed, instead of being patched with replacement characters. */
@NullMarked
final class StrictText {
    private static final char REPLACEMENT = '\uFFFD';

    private StrictText() {}

    static String decode(byte[] bytes, int offset, int length) throws UnreadableRecordException {
        String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            requireValid(ByteBuffer.wrap(bytes, offset, length));
        }
        return text;
    }

    /** A replacement character may also have been sent as such, so this looks again at the bytes. */
    private static void requireValid(ByteBuffer bytes) throws UnreadableRecordException {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes);
        } catch (CharacterCodingException e) {
            throw new UnreadableRecordException(Refusal.BAD_TEXT, "the text is not valid UTF-8");
        }
    }
}
