package dev.tributary.models.encoder.torch;

import dev.tributary.models.encoder.EncoderException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** The few threads that call libtorch for an encoder. They let other threads go first: the job's lists must not wait for texts. */
final class NativeThreads {
    private final String name;
    private final ExecutorService executor;

    NativeThreads(String name, int count) {
        this.name = name;
        this.executor = Executors.newFixedThreadPool(count, task -> {
            var thread = new Thread(
                    () -> {
                        Niceness.ofThisThread();
                        task.run();
                    },
                    "encoder-" + name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Waits until all tasks are done; an interrupt gives up the wait, not the tasks. */
    <T> List<T> call(List<Callable<T>> tasks) {
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (Callable<T> task : tasks) {
                futures.add(executor.submit(task));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (RejectedExecutionException e) {
            throw new EncoderException("Encoder " + name + " is closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EncoderException("Interrupted while encoding with " + name, e);
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        }
    }

    /** Lets the tasks that were submitted end, and the threads with them. */
    void close() {
        executor.shutdown();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = executor.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
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
