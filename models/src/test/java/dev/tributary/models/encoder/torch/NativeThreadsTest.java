package dev.tributary.models.encoder.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class NativeThreadsTest {
    @Test
    @EnabledOnOs(OS.LINUX)
    void letOthersGoFirst() throws IOException {
        int usual = nice();
        var threads = new NativeThreads("test", 1);
        try {
            assertThat(threads.call(List.of(NativeThreadsTest::nice))).containsExactly(usual + Niceness.NICE);
        } finally {
            threads.close();
        }
        assertThat(nice()).isEqualTo(usual);
    }

    /** Of this thread: the nineteenth field, the second of which is the name in parentheses. */
    private static int nice() throws IOException {
        String stat = Files.readString(Path.of("/proc/thread-self/stat"));
        return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16]);
    }
}
