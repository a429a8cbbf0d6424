package dev.tributary.models.encoder.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tributary.models.encoder.EncoderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(30)
class NativeThreadsTest {
    @Test
    @EnabledOnOs(OS.LINUX)
    void letOthersGoFirst() throws IOException {
        int usual = nice();
        var threads = new NativeThreads("test", 1);
        try {
            var seen = new ArrayList<Integer>();
            threads.call(List.<Callable<Integer>>of(NativeThreadsTest::nice), seen::add);
            assertThat(seen).containsExactly(usual + Niceness.NICE);
        } finally {
            threads.close();
        }
        assertThat(nice()).isEqualTo(usual);
    }

    @Test
    void tellOfAllOthersBeforeAFailure() {
        var threads = new NativeThreads("test", 1);
        try {
            var told = new ArrayList<String>();
            List<Callable<String>> tasks = List.of(
                    () -> "first",
                    () -> {
                        throw new IllegalStateException("out of memory");
                    },
                    () -> "last");
            assertThatThrownBy(() -> threads.call(tasks, told::add))
                    .isInstanceOf(EncoderException.class)
                    .hasMessage("Encoder test failed: out of memory");
            assertThat(told).containsExactly("first", "last");
        } finally {
            threads.close();
        }
    }

    @Test
    void giveUpWhatHasNotBegunWhenInterrupted() throws Exception {
        var threads = new NativeThreads("test", 1);
        try {
            var began = new CountDownLatch(1);
            var gate = new CountDownLatch(1);
            var ran = new AtomicBoolean();
            List<Callable<Object>> tasks = List.of(
                    () -> {
                        began.countDown();
                        gate.await();
                        return "first";
                    },
                    () -> {
                        ran.set(true);
                        return "second";
                    });
            var failure = new CompletableFuture<Throwable>();
            var caller = new Thread(() -> failure.complete(catchThrowable(() -> threads.call(tasks, result -> {}))));
            caller.start();
            began.await();
            caller.interrupt();
            assertThat(failure.get()).isInstanceOf(EncoderException.class).hasMessageContaining("Interrupted");
            gate.countDown();
            threads.call(List.<Callable<String>>of(() -> "after it"), result -> {});
            assertThat(ran).isFalse();
        } finally {
            threads.close();
        }
    }

    @Test
    void failWhatHasNotBegunWhenClosed() throws Exception {
        var threads = new NativeThreads("test", 1);
        var began = new CountDownLatch(1);
        var gate = new CountDownLatch(1);
        var told = new ArrayList<String>();
        List<Callable<String>> tasks = List.of(
                () -> {
                    began.countDown();
                    gate.await();
                    return "first";
                },
                () -> "second");
        var failure = new CompletableFuture<Throwable>();
        new Thread(() -> failure.complete(catchThrowable(() -> threads.call(tasks, told::add)))).start();
        began.await();
        var closing = new Thread(threads::close);
        closing.start();
        while (closing.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        gate.countDown();
        closing.join();
        assertThat(failure.get()).isInstanceOf(EncoderException.class).hasMessage("Encoder test is closed");
        assertThat(told).containsExactly("first");
    }

    /** Of this thread: the nineteenth field, the second of which is the name in parentheses. */
    private static int nice() throws IOException {
        String stat = Files.readString(Path.of("/proc/thread-self/stat"));
        return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16]);
    }
}
