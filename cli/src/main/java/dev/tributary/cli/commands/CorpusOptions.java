package dev.tributary.cli.commands;

import dev.tributary.cli.CannotRunException;
import dev.tributary.cli.terminal.Progress;
import dev.tributary.cli.terminal.Terminal;
import dev.tributary.models.encoder.EncoderException;
import dev.tributary.models.encoder.EncoderSettings;
import dev.tributary.models.encoder.SharedEncoder;
import dev.tributary.models.encoder.directory.Precision;
import dev.tributary.replay.data.FirstBehaviors;
import dev.tributary.replay.data.Rejects;
import dev.tributary.replay.data.Rejects.Reject;
import dev.tributary.replay.data.ReplayData;
import dev.tributary.replay.playback.Corpus;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of commands that need a whole data set in memory, texts encoded: a folder, topics, or the simulated world. */
final class CorpusOptions {
    /** Behaviors of the simulated world, which has no end. */
    private static final long ENOUGH = 40_000;

    private static final String CHINESE = "bge-small-zh-v1.5";

    /** The encoder where the user names none. */
    private String usual = EncoderSettings.DEFAULT_MODEL;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder with items.jsonl[.gz] and events.jsonl[.gz]; else a simulated world.")
    private @Nullable Path directory;

    @Option(names = "--language", paramLabel = "LANG", description = "Of the simulated world: en or zh (default: en).")
    private String language = "en";

    @Option(
            names = "--world-seed",
            paramLabel = "N",
            description = "Of the simulated world (default: ${DEFAULT-VALUE}).")
    private long worldSeed = 7;

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "Take only the first N behaviors (default: all, of the simulated world 40000).")
    private @Nullable Long events;

    @Option(names = "--encoder", paramLabel = "NAME", description = "Encoder (default: the language's).")
    private @Nullable String encoder;

    @Option(
            names = "--precision",
            paramLabel = "WORD",
            description = "Of the encoder: full, or half on a GPU (default: full).")
    private String precision = Precision.FULL.label();

    @Mixin
    private TopicOptions topics = new TopicOptions();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    private ReplayData open() {
        ReplayData data = topics.isGiven() ? recorded() : DataOptions.open(directory, language, worldSeed);
        if (!isSimulated() && events == null) {
            return data;
        }
        try {
            return new FirstBehaviors(data, events == null ? ENOUGH : events);
        } catch (IllegalArgumentException wrong) {
            throw new CannotRunException(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private ReplayData recorded() {
        if (directory != null) {
            throw new CannotRunException(
                    "There are two sources of data. Give --data DIR or --kafka HOST:PORT, not both.");
        }
        TopicOptions.Recorded recorded = topics.read();
        boolean chinese = recorded.data().scenarios().stream()
                .allMatch(scenario -> scenario.language().equals("zh"));
        usual = recorded.encoder() != null ? recorded.encoder() : chinese ? CHINESE : usual;
        Rejects rejects = recorded.data().rejects();
        if (rejects.total() > 0) {
            Reject first = rejects.first().get(0);
            PrintWriter err = spec.commandLine().getErr();
            err.printf(
                    "Records left out, as the job would refuse them: %d of items, %d of behaviors. The first, %s offset %d: %s (%s)%n",
                    rejects.items(), rejects.behaviors(), first.file(), first.line(), first.message(), first.reason());
            err.flush();
        }
        return recorded.data();
    }

    private boolean isSimulated() {
        return directory == null && !topics.isGiven();
    }

    /** @return for example the folder's name, for reports */
    String name() {
        if (topics.isGiven()) {
            return topics.name();
        }
        return directory == null
                ? "simulated world, " + language + ", seed " + worldSeed
                : String.valueOf(directory.toAbsolutePath().normalize().getFileName());
    }

    /** A data set, and the version and dimension of the encoder that encoded its texts. */
    record Loaded(Corpus corpus, String encoder, int dimension) {}

    /** @return a lease on the encoder of the data set's texts, to be closed */
    SharedEncoder.Lease acquire() {
        String name = encoder != null ? encoder : isSimulated() && language.equals("zh") ? CHINESE : usual;
        try {
            var settings = EncoderSettings.defaults()
                    .withModel(name)
                    .withPrecision(Precision.of(precision))
                    .withMaxTokens(EncoderSettings.JOB_TOKENS)
                    .withDiskCache(EncoderSettings.userDiskCache());
            return SharedEncoder.acquire(settings);
        } catch (EncoderException | IllegalArgumentException wrong) {
            throw new CannotRunException(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    Loaded load() {
        ReplayData data = open();
        try (var lease = acquire();
                var bar = new Progress("Encoding texts", 100, Terminal.isThere())) {
            Corpus corpus = Corpus.load(data, lease.encoder(), bar::stepTo);
            if (corpus.behaviors().isEmpty()) {
                throw new CannotRunException("There is no behavior in " + name() + ".");
            }
            return new Loaded(corpus, lease.encoder().version(), lease.encoder().dimension());
        } catch (EncoderException | IllegalArgumentException wrong) {
            throw new CannotRunException(String.valueOf(wrong.getMessage()), wrong);
        }
    }
}
