package dev.tributary.models.encoder.torch;

import dev.tributary.models.encoder.EncoderException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/** The one thread that calls libtorch for an encoder. */
final class NativeThread {
    private final String name;
    private final ExecutorService executor;

    NativeThread(String name) {
        this.name = name;
        this.executor = Executors.newSingleThreadExecutor(task -> {
            var thread = new Thread(task, "encoder-" + name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Waits for the thread to finish a task; an interrupt gives up the wait, not the task. */
    <T> T call(Callable<T> task) {
        try {
            return executor.submit(task).get();
        } catch (RejectedExecutionException e) {
            throw new EncoderException("Encoder " + name + " is closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EncoderException("Interrupted while encoding with " + name, e);
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        }
    }

    /** Runs a last task after those waiting, then ends the thread. A second call does nothing. */
    void close(Runnable last) {
        if (executor.isShutdown()) {
            return;
        }
        Future<?> done = executor.submit(last);
        executor.shutdown();
        try {
            done.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        }
    }

    private EncoderException failure(Throwable cause) {
        for (Throwable e = cause; e != null; e = e.getCause()) {
            if (e instanceof EncoderException known) {
                return new EncoderException(String.valueOf(known.getMessage()), cause);
            }
        }
        return new EncoderException("Encoder " + name + " failed: " + cause.getMessage(), cause);
    }
}
