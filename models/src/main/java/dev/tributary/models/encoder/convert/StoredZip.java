package dev.tributary.models.encoder.convert;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A ZIP as libtorch wants it: entries stored, not deflated, each one's data aligned to 64 bytes. Equal content makes equal files. */
final class StoredZip implements AutoCloseable {
    private static final int ALIGNMENT = 64;
    private static final int LOCAL_HEADER = 30;
    private static final int EXTRA_HEADER = 4;
    /** One time for all, and not the first of 1980: for that one Java adds an extra field of its own. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private final CountingStream counted;
    private final ZipOutputStream zip;
    private final WritableByteChannel content;

    StoredZip(Path file) throws IOException {
        counted = new CountingStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
        zip = new ZipOutputStream(counted);
        zip.setMethod(ZipOutputStream.STORED);
        content = Channels.newChannel(zip);
    }

    void add(String name, byte[] data) throws IOException {
        add(name, List.of(ByteBuffer.wrap(data)));
    }

    void add(String name, List<ByteBuffer> parts) throws IOException {
        var crc = new CRC32();
        long size = 0;
        for (ByteBuffer part : parts) {
            size += part.remaining();
            crc.update(part.duplicate());
        }
        zip.putNextEntry(entry(name, size, crc.getValue()));
        for (ByteBuffer part : parts) {
            content.write(part.duplicate());
        }
        zip.closeEntry();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private ZipEntry entry(String name, long size, long crc) {
        var entry = new ZipEntry(name);
        entry.setSize(size);
        entry.setCompressedSize(size);
        entry.setCrc(crc);
        entry.setTimeLocal(TIME);
        entry.setExtra(padding(counted.position + LOCAL_HEADER + name.getBytes(StandardCharsets.UTF_8).length));
        return entry;
    }

    /** An extra field "FB", as libtorch writes it, that ends at a multiple of 64. */
    private static byte[] padding(long start) {
        int length = (int) Math.floorMod(-(start + EXTRA_HEADER), (long) ALIGNMENT);
        byte[] extra = new byte[EXTRA_HEADER + length];
        extra[0] = 'F';
        extra[1] = 'B';
        extra[2] = (byte) length;
        return extra;
    }

    private static final class CountingStream extends FilterOutputStream {
        private long position;

        CountingStream(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int value) throws IOException {
            out.write(value);
            position++;
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            out.write(from, offset, length);
            position += length;
        }
    }
}
