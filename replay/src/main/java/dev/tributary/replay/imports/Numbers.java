package dev.tributary.replay.imports;

/** Numbers in text. */
final class Numbers {
    private Numbers() {}

    /** @param column for the message */
    static double finite(String column, String text) throws BadRowException {
        try {
            double number = Double.parseDouble(text);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new BadRowException("bad-number", column + " is no number: '" + text + "'");
        }
        throw new BadRowException("bad-number", column + " is not finite: '" + text + "'");
    }
}
