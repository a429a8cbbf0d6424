package dev.tributary.job.profile;

import static dev.tributary.job.codec.Fields.readCount;
import static dev.tributary.job.codec.Fields.readFlags;
import static dev.tributary.job.codec.Fields.readFloats;
import static dev.tributary.job.codec.Fields.readLongCount;
import static dev.tributary.job.codec.Fields.readLongs;
import static dev.tributary.job.codec.Fields.readMap;
import static dev.tributary.job.codec.Fields.readOptionalText;
import static dev.tributary.job.codec.Fields.readText;
import static dev.tributary.job.codec.Fields.readTexts;
import static dev.tributary.job.codec.Fields.readVector;
import static dev.tributary.job.codec.Fields.writeCount;
import static dev.tributary.job.codec.Fields.writeFlags;
import static dev.tributary.job.codec.Fields.writeFloats;
import static dev.tributary.job.codec.Fields.writeLongs;
import static dev.tributary.job.codec.Fields.writeMap;
import static dev.tributary.job.codec.Fields.writeOptionalText;
import static dev.tributary.job.codec.Fields.writeText;
import static dev.tributary.job.codec.Fields.writeTexts;
import static dev.tributary.job.codec.Fields.writeVector;

import dev.tributary.job.codec.Codec;
import dev.tributary.job.codec.Fields;
import dev.tributary.models.interest.Interest;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A query as bytes: from profile to interest, from there to every subtask of retrieve, and back within the answers. */
public final class QueryCodec extends Codec<Query> {
    private static final long serialVersionUID = 1;
    private static final Query.Trigger[] TRIGGERS = Query.Trigger.values();

    public QueryCodec() {
        super(Query.class, 1);
    }

    @Override
    public void write(Query value, DataOutputView out) throws IOException {
        writeText(value.id(), out);
        writeText(value.userId(), out);
        writeCount(value.trigger().ordinal(), out);
        writeOptionalText(value.causedBy(), out);
        writeCount(value.limit(), out);
        writeInterest(value.interest(), out);
        writeTexts(value.candidates(), out);
        writeMap(value.context(), out, Fields::writeText);
        writeText(value.profileText(), out);
        out.writeBoolean(value.showProfile());
        writeCount(value.revision(), out);
        out.writeLong(value.epoch());
        out.writeLong(value.occurredAt());
        out.writeLong(value.recordedAt());
        writeOptionalText(value.trace(), out);
    }

    @Override
    public Query read(DataInputView in, int written) throws IOException {
        return new Query(
                readText(in),
                readText(in),
                TRIGGERS[readCount(in)],
                readOptionalText(in),
                readCount(in),
                readInterest(in),
                readTexts(in),
                readMap(in, Fields::readText),
                readText(in),
                in.readBoolean(),
                readLongCount(in),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                readOptionalText(in));
    }

    private static void writeInterest(Interest interest, DataOutputView out) throws IOException {
        writeText(interest.scenario(), out);
        out.writeLong(interest.at());
        writeVector(interest.last(), out);
        writeVector(interest.mean(), out);
        writeVector(interest.scenarioMean(), out);
        writeVector(interest.profile(), out);
        writeVector(interest.description(), out);
        PastBehaviors.write(interest.recent(), out);
        writeLongs(interest.trail(), out);
        writeFloats(interest.trailWeights(), out);
        writeFloats(interest.trailEvenWeights(), out);
        writeFlags(interest.trailInScenario(), out);
        writeFloats(interest.trailVisits(), out);
        writeLongs(interest.trailAt(), out);
        writeLongs(interest.hidden(), out);
    }

    private static Interest readInterest(DataInputView in) throws IOException {
        return new Interest(
                readText(in),
                in.readLong(),
                readVector(in),
                readVector(in),
                readVector(in),
                readVector(in),
                readVector(in),
                PastBehaviors.read(in),
                readLongs(in),
                readFloats(in),
                readFloats(in),
                readFlags(in),
                readFloats(in),
                readLongs(in),
                readLongs(in));
    }
}
