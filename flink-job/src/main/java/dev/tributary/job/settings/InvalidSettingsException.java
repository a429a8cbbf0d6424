package dev.tributary.job.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings that cannot be used. The message is for the user: every problem, where it came from, and what to write instead. */
public final class InvalidSettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidSettingsException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
    }

    InvalidSettingsException(String problem, @Nullable Throwable cause) {
        super(problem, cause);
    }
}
