package dev.tributary.cli.commands;

import dev.tributary.cli.CannotRunException;
import dev.tributary.models.encoder.EncoderSettings;
import dev.tributary.models.encoder.Encoders;
import dev.tributary.models.evaluation.Estimate;
import dev.tributary.models.evaluation.Measure;
import dev.tributary.models.interest.BlendRanker;
import dev.tributary.replay.data.DataSet;
import dev.tributary.replay.evaluate.Figures;
import dev.tributary.replay.evaluate.Prequential;
import dev.tributary.replay.evaluate.Variant;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the quality of recommendations on a data set. */
@Command(
        name = "evaluate",
        description = "Measures how well recommendations predict a data set, against baselines.",
        footer = {
            "  tributary evaluate --data DIR                every prediction of the last fifth",
            "  tributary evaluate --data DIR --every 8      an eighth of them, eight times as fast",
            "  tributary evaluate --data DIR --json figures.json"
        })
public final class EvaluateCommand implements Callable<Integer> {
    /** How predictions are chosen and what is known before each. */
    enum Protocol {
        PREQUENTIAL
    }

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Folder in the replay format.")
    private Path directory = Path.of("");

    @Option(
            names = "--protocol",
            description = "prequential: in time order, predict, then learn (default: prequential).")
    private Protocol protocol = Protocol.PREQUENTIAL;

    @Option(names = "--every", paramLabel = "N", description = "Predict each N-th behavior (default: 1).")
    private int every = 1;

    @Option(
            names = "--part",
            paramLabel = "PART",
            description = "test: the last 20 %%; or tune: the last tenth of what comes before them (default: test).")
    private Part part = Part.TEST;

    @Option(names = "--model", paramLabel = "NAME", description = "Encoder (default: ${DEFAULT-VALUE}).")
    private String model = EncoderSettings.DEFAULT_MODEL;

    @Option(names = "--raw", description = "Leave vectors as the encoder gives them, without whitening.")
    private boolean raw;

    @Option(names = "--json", paramLabel = "FILE", description = "Write all figures to FILE as JSON.")
    private @Nullable Path json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (every < 1) {
            throw new CannotRunException("--every " + every + " is too small. Give 1 or more.");
        }
        var settings = EncoderSettings.defaults().withModel(model).withDiskCache(EncoderSettings.userDiskCache());
        List<Figures> figures;
        try (var encoder = Encoders.open(settings)) {
            figures = new Prequential(Variant.standard(), part.begin, part.end, every)
                    .run(DataSet.open(directory), encoder, !raw, new BlendRanker(), percent -> {});
        } catch (IllegalArgumentException wrong) {
            throw new CannotRunException(String.valueOf(wrong.getMessage()), wrong);
        }
        if (json != null) {
            Files.writeString(json, Json.of(figures));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(table(figures));
        out.flush();
        return 0;
    }

    private static Table table(List<Figures> figures) {
        var table = new Table("scenario", "group", "variant", "n", "HR@5", "HR@10", "95 %", "NDCG@5", "NDCG@10", "MRR");
        for (Figures row : figures) {
            Estimate hits = row.measures().getOrDefault(Measure.HR_10, new Estimate(0, 0, 0));
            table.row(
                    row.scenario(),
                    row.group(),
                    row.variant(),
                    row.n(),
                    mean(row, Measure.HR_5),
                    number(hits.mean()),
                    number(hits.low()) + "-" + number(hits.high()),
                    mean(row, Measure.NDCG_5),
                    mean(row, Measure.NDCG_10),
                    mean(row, Measure.MRR));
        }
        return table;
    }

    private static String mean(Figures row, Measure measure) {
        return number(
                row.measures().getOrDefault(measure, new Estimate(0, 0, 0)).mean());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    /** Which behaviors are predicted. */
    enum Part {
        TUNE(0.72, 0.8),
        TEST(0.8, 1);

        private final double begin;
        private final double end;

        Part(double begin, double end) {
            this.begin = begin;
            this.end = end;
        }
    }
}
