package dev.tributary.job.profile;

import static dev.tributary.job.codec.Fields.readCount;
import static dev.tributary.job.codec.Fields.readLongCount;
import static dev.tributary.job.codec.Fields.readText;
import static dev.tributary.job.codec.Fields.readTexts;
import static dev.tributary.job.codec.Fields.readVector;
import static dev.tributary.job.codec.Fields.writeCount;
import static dev.tributary.job.codec.Fields.writeText;
import static dev.tributary.job.codec.Fields.writeTexts;
import static dev.tributary.job.codec.Fields.writeVector;

import dev.tributary.models.interest.PastBehavior;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A list of behaviors as bytes. Scenarios and actions, of which there are few, are written once, then by their number. */
final class PastBehaviors {
    private PastBehaviors() {}

    static void write(List<PastBehavior> behaviors, DataOutputView out) throws IOException {
        var words = new ArrayList<String>();
        for (PastBehavior behavior : behaviors) {
            number(behavior.scenario(), words);
            number(behavior.action(), words);
        }
        writeTexts(words, out);
        writeCount(behaviors.size(), out);
        for (PastBehavior behavior : behaviors) {
            out.writeLong(behavior.eventKey());
            writeText(behavior.itemId(), out);
            out.writeLong(behavior.itemKey());
            writeCount(number(behavior.scenario(), words), out);
            writeCount(number(behavior.action(), words), out);
            writeText(behavior.title(), out);
            writeCount(behavior.visits(), out);
            out.writeLong(behavior.at());
            writeVector(behavior.vector(), out);
        }
    }

    /** Of a word, which is added if it is new. */
    private static int number(String word, List<String> words) {
        int known = words.indexOf(word);
        if (known >= 0) {
            return known;
        }
        words.add(word);
        return words.size() - 1;
    }

    static List<PastBehavior> read(DataInputView in) throws IOException {
        List<String> words = readTexts(in);
        int size = readCount(in);
        var behaviors = new ArrayList<PastBehavior>(size);
        for (int i = 0; i < size; i++) {
            behaviors.add(new PastBehavior(
                    in.readLong(),
                    readText(in),
                    in.readLong(),
                    words.get(readCount(in)),
                    words.get(readCount(in)),
                    readText(in),
                    readLongCount(in),
                    in.readLong(),
                    readVector(in)));
        }
        return behaviors;
    }
}
