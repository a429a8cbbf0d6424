package dev.tributary.job.profile;

import static dev.tributary.job.codec.Fields.readLongCount;
import static dev.tributary.job.codec.Fields.readLongs;
import static dev.tributary.job.codec.Fields.readMap;
import static dev.tributary.job.codec.Fields.readOptionalText;
import static dev.tributary.job.codec.Fields.readTexts;
import static dev.tributary.job.codec.Fields.readVector;
import static dev.tributary.job.codec.Fields.writeCount;
import static dev.tributary.job.codec.Fields.writeLongs;
import static dev.tributary.job.codec.Fields.writeMap;
import static dev.tributary.job.codec.Fields.writeOptionalText;
import static dev.tributary.job.codec.Fields.writeTexts;
import static dev.tributary.job.codec.Fields.writeVector;

import dev.tributary.job.codec.Codec;
import dev.tributary.models.interest.Taste;
import dev.tributary.models.interest.UserProfile;
import java.io.IOException;
import java.util.LinkedHashSet;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The state of each user as bytes: read and written with every behavior, so nothing costs a behavior more. */
public final class RememberedCodec extends Codec<Remembered> {
    private static final long serialVersionUID = 1;

    public RememberedCodec() {
        super(Remembered.class, 1);
    }

    @Override
    public void write(Remembered value, DataOutputView out) throws IOException {
        writeProfile(value.profile(), out);
        out.writeLong(value.epoch());
        writeMap(value.refreshedAt(), out, (at, target) -> target.writeLong(at));
        writeTexts(value.waiting(), out);
        out.writeLong(value.encodedRevision());
        writeOptionalText(value.newest(), out);
        out.writeLong(value.newestAt());
        out.writeLong(value.newestRecordedAt());
        writeOptionalText(value.newestTrace(), out);
        out.writeLong(value.erasedAt());
    }

    @Override
    public Remembered read(DataInputView in, int written) throws IOException {
        return new Remembered(
                readProfile(in),
                in.readLong(),
                readMap(in, DataInputView::readLong),
                new LinkedHashSet<>(readTexts(in)),
                in.readLong(),
                readOptionalText(in),
                in.readLong(),
                in.readLong(),
                readOptionalText(in),
                in.readLong());
    }

    private static void writeProfile(UserProfile profile, DataOutputView out) throws IOException {
        PastBehaviors.write(profile.history(), out);
        writeMap(profile.tastes(), out, RememberedCodec::writeTaste);
        writeLongs(profile.seen(), out);
        writeCount(profile.behaviors(), out);
    }

    private static UserProfile readProfile(DataInputView in) throws IOException {
        return new UserProfile(
                PastBehaviors.read(in), readMap(in, RememberedCodec::readTaste), readLongs(in), readLongCount(in));
    }

    private static void writeTaste(Taste taste, DataOutputView out) throws IOException {
        writeVector(taste.folded(), out);
        writeMap(taste.terms(), out, (weight, target) -> target.writeFloat(weight));
        writeCount(taste.behaviors(), out);
    }

    private static Taste readTaste(DataInputView in) throws IOException {
        return new Taste(readVector(in), readMap(in, DataInputView::readFloat), readLongCount(in));
    }
}
