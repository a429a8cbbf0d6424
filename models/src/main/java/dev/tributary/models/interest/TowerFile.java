package dev.tributary.models.interest;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@link Tower} as bytes: a head of six ints, the items' keys, then floats, all with the high byte first. */
public final class TowerFile {
    private static final int FORMAT = 1;
    private static final int HEAD = 6 * Integer.BYTES;
    private static final int MOST_BLOCKS = 8;
    private static final int MOST_DIMENSION = 1 << 14;

    private TowerFile() {}

    public static void write(Tower tower, Path file) throws IOException {
        try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(FORMAT);
            out.writeInt(Tower.LENGTH);
            out.writeInt(tower.width());
            out.writeInt(tower.dimension());
            out.writeInt(tower.keys().length);
            out.writeInt(tower.blocks().size());
            for (long key : tower.keys()) {
                out.writeLong(key);
            }
            write(tower.projection(), out);
            write(tower.rows(), out);
            for (TowerBlock block : tower.blocks()) {
                for (float[] part : block.parts()) {
                    write(part, out);
                }
            }
        }
    }

    private static void write(float[] values, DataOutputStream out) throws IOException {
        for (float value : values) {
            out.writeFloat(value);
        }
    }

    /** @throws IOException if these bytes are not exactly one tower that this program can use */
    public static Tower read(byte[] bytes) throws IOException {
        var in = ByteBuffer.wrap(bytes);
        if (bytes.length < HEAD || in.getInt() != FORMAT || in.getInt() != Tower.LENGTH) {
            throw new IOException("not a tower of format " + FORMAT + " and length " + Tower.LENGTH);
        }
        int width = in.getInt();
        int dimension = in.getInt();
        int items = in.getInt();
        int blocks = in.getInt();
        if (width < 1
                || width > Tower.MOST_WIDTH
                || dimension < 1
                || dimension > MOST_DIMENSION
                || items < 0
                || items > Tower.ITEMS
                || blocks < 0
                || blocks > MOST_BLOCKS
                || bytes.length != size(width, dimension, items, blocks)) {
            throw new IOException("a tower of another size than its head says");
        }
        var keys = new long[items];
        in.asLongBuffer().get(keys);
        FloatBuffer floats = in.position(HEAD + items * Long.BYTES).asFloatBuffer();
        float[] projection = floats(floats, dimension * width);
        float[] rows = floats(floats, items * width);
        var read = new ArrayList<TowerBlock>();
        for (int b = 0; b < blocks; b++) {
            List<float[]> parts = new ArrayList<>();
            for (int length : TowerBlock.lengths(width)) {
                parts.add(floats(floats, length));
            }
            read.add(TowerBlock.of(parts));
        }
        try {
            return new Tower(width, projection, keys, rows, read);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static long size(int width, int dimension, int items, int blocks) {
        long floats = ((long) dimension + items) * width;
        for (int length : TowerBlock.lengths(width)) {
            floats += (long) blocks * length;
        }
        return HEAD + (long) items * Long.BYTES + floats * Float.BYTES;
    }

    private static float[] floats(FloatBuffer from, int count) {
        var floats = new float[count];
        from.get(floats);
        return floats;
    }
}
