package dev.tributary.cli.commands;

import dev.tributary.cli.CannotRunException;
import dev.tributary.cli.terminal.Progress;
import dev.tributary.cli.terminal.Terminal;
import dev.tributary.models.evaluation.Estimate;
import dev.tributary.models.evaluation.Measure;
import dev.tributary.models.interest.InterestModel;
import dev.tributary.models.interest.Ranker;
import dev.tributary.models.interest.Signal;
import dev.tributary.models.interest.directory.InterestDirectory;
import dev.tributary.models.interest.directory.InterestManifest;
import dev.tributary.models.interest.directory.UnfitModelException;
import dev.tributary.replay.evaluate.Difference;
import dev.tributary.replay.evaluate.Figures;
import dev.tributary.replay.evaluate.LeaveOneOut;
import dev.tributary.replay.evaluate.LeaveOneOutVariants;
import dev.tributary.replay.evaluate.ListFigures;
import dev.tributary.replay.evaluate.Prequential;
import dev.tributary.replay.evaluate.ProfileTexts;
import dev.tributary.replay.evaluate.Scoreboard;
import dev.tributary.replay.evaluate.TextCost;
import dev.tributary.replay.evaluate.TextPolicy;
import dev.tributary.replay.evaluate.Variant;
import dev.tributary.replay.evaluate.report.Report;
import dev.tributary.replay.playback.Corpus;
import dev.tributary.replay.playback.LastBehaviors;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the quality of recommendations on a data set. */
@Command(
        name = "evaluate",
        description = "Measures how well recommendations predict a data set, against baselines.",
        footer = {
            "  tributary evaluate --data DIR                    every prediction of the last fifth",
            "  tributary evaluate --data DIR --every 8          an eighth of them, eight times as fast",
            "  tributary evaluate --data DIR --model my-model   a model that 'tributary train' made",
            "  tributary evaluate --data DIR --model a b c      three models on the same predictions",
            "  tributary evaluate --data DIR --json figures.json",
            "  tributary evaluate --kafka localhost:9092 --config job.yaml   what lies in the job's topics",
            "  tributary evaluate --data DIR --protocol leave-one-out --time-signals off",
            "  tributary evaluate --data DIR --report out          a page with charts",
            "  tributary evaluate --data DIR --profile-text 1,5,20,never   what encoding text profiles costs and gains"
        })
public final class EvaluateCommand implements Callable<Integer> {
    /** How predictions are chosen and what is known before each. */
    enum Protocol {
        PREQUENTIAL(List.of(
                "Prequential: behaviors pass in time order; the first 80 % only feed the state (72 % with part tune), each later one, or"
                        + " each N-th with --every N, is predicted from what is known before it, then fed.",
                "All items of the behavior's scenario are ranked, without those the user had where the scenario forbids repeats.",
                "\"stream\" is the list as the job makes it, from the proposed items only.")),
        LEAVE_ONE_OUT(List.of(
                "Leave-one-out: each user's last behavior (with part tune the one before it) is hidden from state and training, and its"
                        + " item is ranked among 999 random items of the same scenario that the user never touched. Five seeds; n counts"
                        + " users, and a user counts with the mean of the five.",
                "What other users did is known whenever it happened, their own last behaviors excepted; so this protocol looks into the"
                        + " future, and its figures compare rankers, not promise hits.",
                "With time signals, popularity of the last days is counted from behaviors strictly before the question's time.",
                "There are no lists in this protocol, so no coverage and no diversity."));

        private final List<String> definitions;

        Protocol(List<String> definitions) {
            this.definitions = definitions;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Mixin
    private CorpusOptions data;

    @Option(
            names = "--protocol",
            description =
                    "prequential: in time order, predict, then learn; or leave-one-out: each user's last behavior among"
                            + " 999 random items (default: prequential).")
    private Protocol protocol = Protocol.PREQUENTIAL;

    @Option(names = "--every", paramLabel = "N", description = "Predict each N-th behavior (default: 1).")
    private int every = 1;

    @Option(
            names = "--part",
            paramLabel = "PART",
            description =
                    "test: the last 20 %%, or each user's last behavior; or tune: the last tenth of what comes before"
                            + " them, or the behavior before the last (default: test).")
    private Part part = Part.TEST;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            arity = "1..*",
            description = "A model that 'tributary train' made (default: the blend that needs no training). Several are"
                    + " compared, in pairs with the first.")
    private List<Path> models = List.of();

    @Option(names = "--ablation", description = "Also leave out each signal, one at a time; takes long.")
    private boolean ablation;

    @Option(
            names = "--profile-text",
            paramLabel = "WHEN",
            split = ",",
            description = "Compares when to encode a user's text profile again, in pairs with the first: after N more"
                    + " behaviors (1: each), doubling or doubling:N (at N, then when their number has doubled), after an"
                    + " interval such as 1d, or never. Leaves out the baselines.")
    private List<String> profileTexts = List.of();

    @Option(
            names = "--time-signals",
            paramLabel = "on|off",
            description = "Whether signals that need a clock are used (default: on).")
    private Switch timeSignals = Switch.ON;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Write report.html and report.md, with charts, to DIR.")
    private @Nullable Path report;

    @Option(names = "--json", paramLabel = "FILE", description = "Write all figures to FILE as JSON.")
    private @Nullable Path json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (every < 1) {
            throw new CannotRunException("--every " + every + " is too small. Give 1 or more.");
        }
        List<TextPolicy> policies = policies();
        CorpusOptions.Loaded loaded = data.load();
        List<InterestModel> interests = interests(loaded);
        warnOfOverlap(loaded.corpus());
        Scoreboard scoreboard = protocol == Protocol.PREQUENTIAL
                ? prequential(loaded, interests, policies)
                : leaveOneOut(loaded, interests);
        List<Figures> figures = scoreboard.figures();
        List<Difference> differences =
                scoreboard.differences(policies.isEmpty() ? name(0) : ProfileTexts.variant(policies.get(0)));
        if (json != null) {
            Files.writeString(
                    json,
                    Json.of(new Written(
                            data.name(), part, every, figures, differences, scoreboard.lists(), scoreboard.costs())));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (report != null) {
            report(figures, scoreboard.lists()).write(report);
            out.printf("The report is in %s.%n%n", report.resolve("report.html"));
        }
        out.print(table(figures));
        out.println();
        if (models.size() > 1 || !policies.isEmpty()) {
            out.print(differences(differences));
            out.println();
        }
        if (!policies.isEmpty()) {
            out.print(costs(scoreboard.costs()));
            out.println();
        }
        if (!scoreboard.lists().isEmpty()) {
            out.print(lists(scoreboard.lists()));
        }
        out.flush();
        return 0;
    }

    private Scoreboard prequential(
            CorpusOptions.Loaded loaded, List<InterestModel> interests, List<TextPolicy> policies) {
        if (policies.isEmpty()) {
            return prequential(loaded.corpus(), interests, ProfileTexts.none());
        }
        try (var lease = data.acquire()) {
            var texts = new ProfileTexts(policies, loaded.corpus().scenarios(), lease.encoder()::encode);
            return prequential(loaded.corpus(), interests, texts);
        }
    }

    private Scoreboard prequential(Corpus corpus, List<InterestModel> interests, ProfileTexts texts) {
        try (var bar = new Progress("Predicting", 100, Terminal.isThere())) {
            return new Prequential(variants(interests), texts, part.begin, part.end, every)
                    .run(corpus, source(interests), bar::stepTo);
        }
    }

    private Scoreboard leaveOneOut(CorpusOptions.Loaded loaded, List<InterestModel> interests) {
        Corpus corpus = part == Part.TUNE ? LastBehaviors.removed(loaded.corpus(), 1) : loaded.corpus();
        boolean clock = timeSignals == Switch.ON;
        List<Variant> variants = ofModels(interests);
        variants.addAll(LeaveOneOutVariants.of(interests.get(0).ranker(), clock, ablation));
        variants.addAll(ofTower(interests));
        try (var bar = new Progress("Asking users", 100, Terminal.isThere())) {
            return new LeaveOneOut(variants, clock, every).run(corpus, source(interests), bar::stepTo);
        }
    }

    private Report report(List<Figures> figures, List<ListFigures> lists) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Protocol", protocol.toString());
        facts.put("Part", part.name().toLowerCase(Locale.ROOT));
        facts.put(
                "Ranker",
                models.isEmpty()
                        ? "the blend that needs no training"
                        : String.join(", ", models.stream().map(Path::toString).toList()));
        facts.put("Time signals", timeSignals.name().toLowerCase(Locale.ROOT));
        facts.put(
                "Made with",
                "tributary "
                        + String.join(" ", spec.commandLine().getParseResult().originalArgs()));
        return new Report(data.name(), facts, protocol.definitions, figures, lists);
    }

    /** What goes into the file. */
    record Written(
            String data,
            Part part,
            int every,
            List<Figures> figures,
            List<Difference> differences,
            List<ListFigures> lists,
            List<TextCost> profileTexts) {}

    private List<TextPolicy> policies() {
        if (protocol != Protocol.PREQUENTIAL && !profileTexts.isEmpty()) {
            throw new CannotRunException(
                    "--profile-text needs behaviors in time order: use it with --protocol prequential.");
        }
        try {
            return profileTexts.stream().map(TextPolicy::parse).toList();
        } catch (IllegalArgumentException wrong) {
            throw new CannotRunException("--profile-text: " + wrong.getMessage(), wrong);
        }
    }

    /** @return the models in the order given; the blend if none was */
    private List<InterestModel> interests(CorpusOptions.Loaded loaded) {
        if (models.isEmpty()) {
            return List.of(timed(InterestModel.untrained(loaded.dimension())));
        }
        var interests = new ArrayList<InterestModel>();
        for (Path model : models) {
            try {
                interests.add(timed(InterestDirectory.load(model, loaded.encoder(), loaded.dimension())));
            } catch (UnfitModelException unfit) {
                throw new CannotRunException(String.valueOf(unfit.getMessage()), unfit);
            }
        }
        requireOneSource(interests);
        return interests;
    }

    private InterestModel timed(InterestModel interest) {
        return timeSignals == Switch.ON
                ? interest
                : new InterestModel(
                        interest.whitening(), Variant.without(interest.ranker(), Signal.TIME), interest.tower());
    }

    private void warnOfOverlap(Corpus corpus) {
        String fingerprint = models.isEmpty() ? "" : corpus.fingerprint();
        for (Path model : models) {
            InterestManifest manifest = InterestDirectory.manifest(model);
            Optional<String> overlap = protocol == Protocol.LEAVE_ONE_OUT
                    ? Overlap.withQuestions(model, manifest, fingerprint, part.lastOfUser)
                    : Overlap.withPredictions(model, manifest, fingerprint, part.begin);
            overlap.ifPresent(text -> spec.commandLine().getErr().println("Warning: " + text));
        }
        spec.commandLine().getErr().flush();
    }

    /** All models are scored on the same signals, so their vectors must be the same but for rounding, and their tower where they have one. */
    private void requireOneSource(List<InterestModel> interests) {
        for (int i = 1; i < interests.size(); i++) {
            if (!interests.get(i).whitening().isNearly(interests.get(0).whitening())) {
                throw new CannotRunException(
                        "The models " + models.get(0) + " and " + models.get(i)
                                + " were trained on different catalogs, so they cannot share a playback. Evaluate one at a time.");
            }
        }
        List<String> towers = models.stream()
                .map(model -> InterestDirectory.manifest(model).sha256().get(InterestDirectory.TOWER))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        if (towers.size() > 1) {
            throw new CannotRunException(
                    "These models have different towers, so they cannot share a playback. Evaluate one at a time.");
        }
    }

    /** What the signals of all models come from. */
    private static InterestModel source(List<InterestModel> interests) {
        InterestModel first = interests.get(0);
        return interests.stream()
                .filter(interest -> interest.tower() != null)
                .findFirst()
                .map(towered -> new InterestModel(first.whitening(), first.ranker(), towered.tower()))
                .orElse(first);
    }

    private List<Variant> ofTower(List<InterestModel> interests) {
        if (source(interests).tower() == null) {
            return List.of();
        }
        var variants = new ArrayList<Variant>();
        variants.add(new Variant("only tower", Variant.only(Signal.TOWER)));
        Ranker first = interests.get(0).ranker();
        if (interests.get(0).tower() != null && !ablation) { // which has it
            variants.add(new Variant("without tower", Variant.without(first, Set.of(Signal.TOWER))));
        }
        return variants;
    }

    private List<Variant> variants(List<InterestModel> interests) {
        if (!profileTexts.isEmpty()) {
            return List.of();
        }
        Ranker first = interests.get(0).ranker();
        List<Variant> variants = ofModels(interests);
        variants.addAll(Variant.baselines(first));
        variants.addAll(ofTower(interests));
        if (ablation) {
            variants.addAll(Variant.ablation(first));
        }
        return variants;
    }

    /** @return each model, and the mean of them if there are several */
    private List<Variant> ofModels(List<InterestModel> interests) {
        var variants = new ArrayList<Variant>();
        for (int i = 0; i < interests.size(); i++) {
            variants.add(new Variant(name(i), interests.get(i).ranker()));
        }
        if (interests.size() > 1) {
            variants.add(new Variant(
                    "mean of models",
                    Variant.mean(interests.stream().map(InterestModel::ranker).toList())));
        }
        return variants;
    }

    private String name(int model) {
        return models.size() < 2 ? Variant.RANKER : models.get(model).toString();
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

    private static Table differences(List<Difference> differences) {
        var table = new Table("scenario", "group", "variant", "against", "n", "HR@10", "95 %", "NDCG@10", "95 %");
        for (Difference row : differences) {
            Estimate hits = row.measures().getOrDefault(Measure.HR_10, new Estimate(0, 0, 0));
            Estimate gains = row.measures().getOrDefault(Measure.NDCG_10, new Estimate(0, 0, 0));
            table.row(
                    row.scenario(),
                    row.group(),
                    row.variant(),
                    row.against(),
                    row.n(),
                    signed(hits.mean()),
                    signed(hits.low()) + ", " + signed(hits.high()),
                    signed(gains.mean()),
                    signed(gains.low()) + ", " + signed(gains.high()));
        }
        return table;
    }

    private static Table costs(List<TextCost> costs) {
        var table = new Table("variant", "behaviors", "encoder calls", "per behavior");
        costs.forEach(row -> table.row(row.variant(), row.behaviors(), row.calls(), number(row.perBehavior())));
        return table;
    }

    private static String signed(double value) {
        return String.format(Locale.ROOT, "%+.4f", value);
    }

    private static Table lists(List<ListFigures> figures) {
        var table = new Table("scenario", "coverage", "diversity");
        figures.forEach(row -> table.row(row.scenario(), number(row.coverage()), number(row.diversity())));
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
        TUNE(0.72, 0.8, 2),
        TEST(0.8, 1, 1);

        private final double begin;
        private final double end;
        /** Which of each user's behaviors leave-one-out asks for, counted from the end. */
        private final int lastOfUser;

        Part(double begin, double end, int lastOfUser) {
            this.begin = begin;
            this.end = end;
            this.lastOfUser = lastOfUser;
        }
    }
}
