package dev.tributary.cli.terminal;

import java.lang.Character.UnicodeBlock;
import java.lang.Character.UnicodeScript;

/** Widths in terminal columns, in which a Chinese character takes two. */
public final class Columns {
    private Columns() {}

    public static int of(String text) {
        return text.codePoints().map(Columns::of).sum();
    }

    /** @return the text with spaces up to the width, or unchanged if it is wider */
    public static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - of(text)));
    }

    /** @return the text, cut and ended with … if it is wider */
    public static String cut(String text, int width) {
        if (of(text) <= width) {
            return text;
        }
        var cut = new StringBuilder();
        int used = 0;
        for (int codePoint : text.codePoints().toArray()) {
            used += of(codePoint);
            if (used > width - 1) {
                break;
            }
            cut.appendCodePoint(codePoint);
        }
        return width < 1 ? "" : cut.append('…').toString();
    }

    /** @return the text cut or padded to exactly the width */
    public static String fit(String text, int width) {
        return pad(cut(text, width), width);
    }

    private static int of(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.CONTROL) {
            return 0;
        }
        return isWide(codePoint) ? 2 : 1;
    }

    private static boolean isWide(int codePoint) {
        if (codePoint < 0x1100) {
            return false;
        }
        UnicodeScript script = UnicodeScript.of(codePoint);
        UnicodeBlock block = UnicodeBlock.of(codePoint);
        return script == UnicodeScript.HAN
                || script == UnicodeScript.HIRAGANA
                || script == UnicodeScript.KATAKANA
                || script == UnicodeScript.HANGUL
                || block == UnicodeBlock.CJK_SYMBOLS_AND_PUNCTUATION
                || (block == UnicodeBlock.HALFWIDTH_AND_FULLWIDTH_FORMS && codePoint <= 0xFF60)
                || (codePoint >= 0x1F300 && codePoint <= 0x1FAFF);
    }
}
