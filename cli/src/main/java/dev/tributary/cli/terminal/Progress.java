package dev.tributary.cli.terminal;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar on standard error that goes away when it is closed; without a terminal there is none. */
public final class Progress implements AutoCloseable {
    private static final int PERIOD_MS = 100;

    private final @Nullable ProgressBar bar;

    /** @param steps how many there are, -1 if nobody knows */
    public Progress(String task, long steps, boolean terminal) {
        bar = terminal
                ? new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(steps)
                        .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                        .setUpdateIntervalMillis(PERIOD_MS)
                        .clearDisplayOnFinish()
                        .build()
                : null;
    }

    /** @param done steps done since the beginning */
    public void stepTo(long done) {
        if (bar != null) {
            bar.stepTo(done);
        }
    }

    /** @param message stands beside the bar */
    public void stepTo(long done, String message) {
        if (bar != null) {
            bar.stepTo(done).setExtraMessage(" " + message);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
