package dev.tributary.models.vector;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.jspecify.annotations.Nullable;

/**
 * Centers vectors and evens out their directions, so that cosine similarity tells items apart instead of measuring what all texts share.
 *
 * <p>Encoder output of short texts lies in a narrow cone. With mean m and covariance C = U diag(l) U' of a catalog, a vector x becomes
 * U diag((l + s)^-1/2) U' (x - m), scaled to length 1, where the softness s is the mean of l: directions with little variance are
 * lifted, yet never above what the average one gets (full whitening would lift noise). Immutable and safe for use by many threads.
 */
public final class Whitening {
    private static final int FORMAT = 1;
    /** Of the largest number: two trainings on one catalog were seen to differ by 1e-7, one item more of 28,000 makes some 3e-5. */
    private static final float NEAR = 1e-5f;

    private final float[] mean;
    private final float[][] transform;

    private Whitening(float[] mean, float[][] transform) {
        this.mean = mean;
        this.transform = transform;
    }

    /** Leaves vectors as they are. */
    public static Whitening none(int dimension) {
        return new Whitening(new float[dimension], new float[0][]);
    }

    /**
     * Fits to the vectors of a catalog.
     *
     * @param vectors at least two, all of the same length; some thousands are enough
     */
    public static Whitening fit(List<float[]> vectors) {
        if (vectors.size() < 2) {
            throw new IllegalArgumentException("Whitening needs at least 2 vectors, got " + vectors.size());
        }
        int dimension = vectors.get(0).length;
        double[] mean = mean(vectors, dimension);
        return new Whitening(toFloats(mean), softInverseRoot(covariance(vectors, mean)));
    }

    /** @return a new unit vector */
    public float[] apply(float[] vector) {
        if (transform.length == 0) {
            return Vectors.normalize(vector.clone());
        }
        var centered = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            centered[i] = vector[i] - mean[i];
        }
        var result = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            float factor = centered[i];
            float[] row = transform[i]; // symmetric: rows are columns, and adding rows is what the compiler vectorizes
            for (int j = 0; j < result.length; j++) {
                result[j] += factor * row[j];
            }
        }
        return Vectors.normalize(result);
    }

    public int dimension() {
        return mean.length;
    }

    /**
     * @return whether both were fitted to the same catalog: the numbers may differ in their last bits from one training to the next
     */
    public boolean isNearly(Whitening other) {
        if (mean.length != other.mean.length || transform.length != other.transform.length) {
            return false;
        }
        float largest = 0;
        for (float[] row : transform) {
            largest = Math.max(largest, largest(row));
        }
        for (int i = 0; i < transform.length; i++) {
            if (!areNear(transform[i], other.transform[i], NEAR * largest)) {
                return false;
            }
        }
        return areNear(mean, other.mean, NEAR * largest(mean));
    }

    private static float largest(float[] values) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static boolean areNear(float[] values, float[] others, float tolerance) {
        for (int i = 0; i < values.length; i++) {
            if (Math.abs(values[i] - others[i]) > tolerance) {
                return false;
            }
        }
        return true;
    }

    /** Writes a stream that {@link #read} reads; the caller closes it. */
    public void write(OutputStream stream) throws IOException {
        var out = new DataOutputStream(stream);
        out.writeInt(FORMAT);
        out.writeInt(mean.length);
        out.writeInt(transform.length);
        writeFloats(out, mean);
        for (float[] row : transform) {
            writeFloats(out, row);
        }
        out.flush();
    }

    public static Whitening read(InputStream stream) throws IOException {
        var in = new DataInputStream(stream);
        int format = in.readInt();
        int dimension = in.readInt();
        int rows = in.readInt();
        if (format != FORMAT || dimension < 1 || dimension > 1 << 14 || (rows != 0 && rows != dimension)) {
            throw new IOException("Not a whitening of format " + FORMAT);
        }
        float[] mean = readFloats(in, dimension);
        var transform = new float[rows][];
        for (int i = 0; i < rows; i++) {
            transform[i] = readFloats(in, dimension);
        }
        return new Whitening(mean, transform);
    }

    private static double[] mean(List<float[]> vectors, int dimension) {
        var mean = new double[dimension];
        for (float[] vector : vectors) {
            for (int i = 0; i < dimension; i++) {
                mean[i] += vector[i] / vectors.size();
            }
        }
        return mean;
    }

    private static DMatrixRMaj covariance(List<float[]> vectors, double[] mean) {
        int dimension = mean.length;
        var covariance = new DMatrixRMaj(dimension, dimension);
        var centered = new double[dimension];
        for (float[] vector : vectors) {
            for (int i = 0; i < dimension; i++) {
                centered[i] = vector[i] - mean[i];
            }
            for (int i = 0; i < dimension; i++) {
                int row = i * dimension;
                double factor = centered[i] / vectors.size();
                for (int j = 0; j < dimension; j++) {
                    covariance.data[row + j] += factor * centered[j];
                }
            }
        }
        return covariance;
    }

    private static float[][] softInverseRoot(DMatrixRMaj covariance) {
        int dimension = covariance.numRows;
        double softness = trace(covariance) / dimension;
        var eigen = DecompositionFactory_DDRM.eig(dimension, true, true);
        if (!eigen.decompose(covariance)) {
            throw new IllegalArgumentException("The covariance of these vectors has no eigendecomposition");
        }
        var transform = new double[dimension][dimension];
        for (int k = 0; k < dimension; k++) {
            double gain = 1 / Math.sqrt(Math.max(0, eigen.getEigenvalue(k).getReal()) + softness + 1e-12);
            double[] direction = eigen.getEigenVector(k).data;
            for (int i = 0; i < dimension; i++) {
                double factor = gain * direction[i];
                for (int j = 0; j < dimension; j++) {
                    transform[i][j] += factor * direction[j];
                }
            }
        }
        var floats = new float[dimension][];
        for (int i = 0; i < dimension; i++) {
            floats[i] = toFloats(transform[i]);
        }
        return floats;
    }

    private static double trace(DMatrixRMaj matrix) {
        double sum = 0;
        for (int i = 0; i < matrix.numRows; i++) {
            sum += matrix.get(i, i);
        }
        return sum;
    }

    private static float[] toFloats(double[] values) {
        var floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static void writeFloats(DataOutputStream out, float[] values) throws IOException {
        for (float value : values) {
            out.writeFloat(value);
        }
    }

    private static float[] readFloats(DataInputStream in, int length) throws IOException {
        var values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = in.readFloat();
        }
        return values;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Whitening whitening
                && Arrays.equals(mean, whitening.mean)
                && Arrays.deepEquals(transform, whitening.transform);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(mean) + Arrays.deepHashCode(transform);
    }
}
