package dev.tributary.job.retrieve;

import static dev.tributary.job.codec.Fields.readCount;
import static dev.tributary.job.codec.Fields.readFloats;
import static dev.tributary.job.codec.Fields.readText;
import static dev.tributary.job.codec.Fields.readTexts;
import static dev.tributary.job.codec.Fields.readVector;
import static dev.tributary.job.codec.Fields.writeCount;
import static dev.tributary.job.codec.Fields.writeFloats;
import static dev.tributary.job.codec.Fields.writeText;
import static dev.tributary.job.codec.Fields.writeTexts;
import static dev.tributary.job.codec.Fields.writeVector;

import dev.tributary.job.codec.Codec;
import dev.tributary.job.profile.QueryCodec;
import dev.tributary.models.interest.Candidate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** An answer as bytes, to rank and, until the other shards have answered, into its state. */
public final class ShardAnswerCodec extends Codec<ShardAnswer> {
    private static final long serialVersionUID = 1;

    private final QueryCodec queries = new QueryCodec();

    public ShardAnswerCodec() {
        super(ShardAnswer.class, 1);
    }

    @Override
    public void write(ShardAnswer value, DataOutputView out) throws IOException {
        queries.write(value.query(), out);
        writeCount(value.shard(), out);
        writeCount(value.shards(), out);
        writeCount(value.candidates().size(), out);
        for (Candidate candidate : value.candidates()) {
            writeCandidate(candidate, out);
        }
    }

    @Override
    public ShardAnswer read(DataInputView in, int written) throws IOException {
        return new ShardAnswer(queries.read(in), readCount(in), readCount(in), readCandidates(in));
    }

    private static List<Candidate> readCandidates(DataInputView in) throws IOException {
        int size = readCount(in);
        var candidates = new ArrayList<Candidate>(size);
        for (int i = 0; i < size; i++) {
            candidates.add(new Candidate(
                    readText(in),
                    readText(in),
                    in.readFloat(),
                    readFloats(in),
                    readTexts(in),
                    in.readInt(),
                    in.readInt(),
                    readVector(in)));
        }
        return candidates;
    }

    private static void writeCandidate(Candidate candidate, DataOutputView out) throws IOException {
        writeText(candidate.itemId(), out);
        writeText(candidate.title(), out);
        out.writeFloat(candidate.score());
        writeFloats(candidate.signals(), out);
        writeTexts(candidate.sources(), out);
        out.writeInt(candidate.similarTo());
        out.writeInt(candidate.followedFrom());
        writeVector(candidate.vector(), out);
    }
}
