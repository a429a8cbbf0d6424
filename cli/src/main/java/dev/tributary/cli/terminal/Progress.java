package dev.tributary.cli.terminal;

import java.util.function.Consumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
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
        bar = terminal ? bar(task, steps).build() : null;
    }

    /** @param drawn is given each state of the bar instead of standard error */
    Progress(String task, long steps, boolean terminal, Consumer<String> drawn) {
        bar = terminal
                ? bar(task, steps)
                        .setConsumer(new DelegatingProgressBarConsumer(drawn))
                        .build()
                : null;
    }

    private static ProgressBarBuilder bar(String task, long steps) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(steps)
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .setUpdateIntervalMillis(PERIOD_MS)
                .clearDisplayOnFinish();
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
