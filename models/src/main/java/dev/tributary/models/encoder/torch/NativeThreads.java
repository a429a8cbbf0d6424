package dev.tributary.models.encoder.torch;

import dev.tributary.models.encoder.EncoderException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

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

    /**
     * Runs tasks side by side and waits until all are done. An interrupt gives up the wait and what has not begun.
     *
     * @param done told of each result as soon as it is there, by the calling thread
     * @throws EncoderException if a task failed; the others ran
     */
    <T> void call(List<Callable<T>> tasks, Consumer<T> done) {
        var completion = new ExecutorCompletionService<T>(executor);
        List<Future<T>> futures = new ArrayList<>();
        EncoderException failure = null;
        try {
            for (Callable<T> task : tasks) {
                futures.add(completion.submit(() -> run(task)));
            }
            for (int i = 0; i < tasks.size(); i++) {
                try {
                    done.accept(completion.take().get());
                } catch (ExecutionException e) {
                    failure = failure == null ? failure(e.getCause() == null ? e : e.getCause()) : failure;
                }
            }
        } catch (RejectedExecutionException e) {
            throw new EncoderException("Encoder " + name + " is closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EncoderException("Interrupted while encoding with " + name, e);
        } finally {
            futures.forEach(future -> future.cancel(false)); // no effect on what has begun
        }
        if (failure != null) {
            throw failure;
        }
    }

    private <T> T run(Callable<T> task) throws Exception {
        if (executor.isShutdown()) {
            throw new EncoderException("Encoder " + name + " is closed");
        }
        return task.call();
    }

    /** Lets the tasks that have begun end, and the threads with them; the others fail. */
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
