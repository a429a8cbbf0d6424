package dev.tributary.replay.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeSortTest {
    @TempDir
    Path dir;

    @ParameterizedTest
    @ValueSource(longs = {0, 700, 20_000, 1 << 30})
    void sortsByTimeAndKeepsTheOrderOfOneTimeHoweverLittleMemoryThereIs(long maxBytes) throws IOException {
        var random = new Random(1);
        List<String> lines = new ArrayList<>();
        var out = new ByteArrayOutputStream();
        try (var sort = new TimeSort(dir, maxBytes)) {
            for (int i = 0; i < 500; i++) {
                int time = random.nextInt(100);
                lines.add(time + " line " + i);
                sort.add(time, lines.get(i).getBytes(UTF_8));
            }
            sort.writeTo(out);
        }
        lines.sort(Comparator.comparingInt(line -> Integer.parseInt(line.substring(0, line.indexOf(' ')))));
        assertThat(out.toString(UTF_8).lines()).containsExactlyElementsOf(lines);
        try (var left = Files.list(dir)) {
            assertThat(left).isEmpty();
        }
    }
}
