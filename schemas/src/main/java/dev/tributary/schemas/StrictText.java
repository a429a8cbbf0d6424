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

    /** JSON can spell halves of characters, such as {@code \\ud800}, which no UTF-8 can hold. */
    static String check(String text) throws UnreadableRecordException {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (Character.charCount(text.codePointAt(i)) == 1) {
                    throw new UnreadableRecordException(
                            Refusal.BAD_TEXT, "the text holds half a character, at position " + i);
                }
                i++;
            }
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
