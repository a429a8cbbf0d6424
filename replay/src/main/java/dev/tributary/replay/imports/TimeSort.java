package dev.tributary.replay.imports;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Sorts lines by time; those of one time stay in the order in which they came. What does not fit in memory waits in temporary files, which go away when this is
 * closed. For one thread.
 */
final class TimeSort implements Closeable {
    private static final int OVERHEAD = 64; // of an object in memory
    private static final int BUFFER = 1 << 15;

    private final Path folder;
    private final long maxBytes;
    private final List<Path> runs = new ArrayList<>();
    private List<Line> lines = new ArrayList<>();
    private long bytes;

    /**
     * @param folder for the temporary files
     * @param maxBytes most memory to take
     */
    TimeSort(Path folder, long maxBytes) {
        this.folder = folder;
        this.maxBytes = maxBytes;
    }

    private record Line(long time, byte[] text) {}

    void add(long time, byte[] line) throws IOException {
        lines.add(new Line(time, line));
        bytes += line.length + OVERHEAD;
        if (bytes > maxBytes) {
            spill();
        }
    }

    /** Writes all lines, each ended by a line feed. */
    void writeTo(OutputStream out) throws IOException {
        if (runs.isEmpty()) {
            lines.sort(Comparator.comparingLong(Line::time));
            for (Line line : lines) {
                write(line, out);
            }
            return;
        }
        if (!lines.isEmpty()) {
            spill();
        }
        merge(out);
    }

    private void spill() throws IOException {
        lines.sort(Comparator.comparingLong(Line::time));
        Path run = Files.createTempFile(folder, "sorting", ".run");
        runs.add(run);
        try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(run), BUFFER))) {
            for (Line line : lines) {
                out.writeInt(line.text.length);
                out.writeLong(line.time);
                out.write(line.text);
            }
            out.writeInt(-1);
        }
        lines = new ArrayList<>();
        bytes = 0;
    }

    private void merge(OutputStream out) throws IOException {
        var queue = new PriorityQueue<Run>();
        try {
            for (Path path : runs) {
                queue.add(new Run(queue.size(), path));
            }
            while (!queue.isEmpty()) {
                Run first = queue.remove();
                if (first.advance(out)) {
                    queue.add(first);
                } else {
                    first.close();
                }
            }
        } finally {
            for (Run open : queue) {
                open.close();
            }
        }
    }

    private static void write(Line line, OutputStream out) throws IOException {
        out.write(line.text);
        out.write('\n');
    }

    @Override
    public void close() throws IOException {
        for (Path run : runs) {
            Files.deleteIfExists(run);
        }
    }

    /** A sorted file and its foremost line. Of two runs with lines of one time, the earlier goes first. */
    private static final class Run implements Comparable<Run>, Closeable {
        private final int number;
        private final DataInputStream in;
        private Line line;

        /** A run has at least one line. */
        Run(int number, Path path) throws IOException {
            this.number = number;
            this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path), BUFFER));
            this.line = read(in.readInt());
        }

        /** Writes the foremost line and takes the next. */
        boolean advance(OutputStream out) throws IOException {
            write(line, out);
            int length = in.readInt();
            if (length < 0) {
                return false;
            }
            line = read(length);
            return true;
        }

        private Line read(int length) throws IOException {
            return new Line(in.readLong(), in.readNBytes(length));
        }

        @Override
        public int compareTo(Run other) {
            int byTime = Long.compare(line.time, other.line.time);
            return byTime != 0 ? byTime : Integer.compare(number, other.number);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
