package dev.tributary.job.source;

/**
 * A record that could not be taken, and why.
 *
 * @param stage the stage that refused it
 * @param reason a code for machines, for example {@code missing-field}
 * @param message one sentence for people
 */
public record DeadLetter(RawRecord record, String stage, String reason, String message) {
    @Override
    public String toString() {
        return "DeadLetter[" + stage + ", " + reason + ", " + record + "]";
    }
}
