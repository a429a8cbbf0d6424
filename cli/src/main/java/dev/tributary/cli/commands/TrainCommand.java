package dev.tributary.cli.commands;

import dev.tributary.cli.CannotRunException;
import dev.tributary.cli.terminal.Progress;
import dev.tributary.cli.terminal.Terminal;
import dev.tributary.models.interest.MlpRanker;
import dev.tributary.models.interest.Signal;
import dev.tributary.models.interest.directory.InterestDirectory;
import dev.tributary.models.interest.directory.InterestManifest;
import dev.tributary.models.training.Condition;
import dev.tributary.models.training.ListQuality;
import dev.tributary.models.training.TrainerSettings;
import dev.tributary.models.vector.Whitening;
import dev.tributary.replay.playback.Corpus;
import dev.tributary.replay.playback.LastBehaviors;
import dev.tributary.replay.train.LeaveOneOutTraining;
import dev.tributary.replay.train.TowerTrial;
import dev.tributary.replay.train.TowerUse;
import dev.tributary.replay.train.Training;
import dev.tributary.replay.train.TrainingPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Learns an interest model from behaviors. */
@Command(
        name = "train",
        description = {
            "Learns an interest model from behaviors, in time order.",
            "The job uses it with tributary.encode.interest-model: DIR."
        },
        footer = {
            "  tributary train --data DIR --out my-model             the first 80 %% of the behaviors",
            "  tributary train --data DIR --out my-model --until 1   all of them: nothing is left to evaluate with",
            "  tributary evaluate --data DIR --model my-model        how good it is on the rest",
            "  tributary train --kafka localhost:9092 --config job.yaml --out my-model   what lies in the job's topics",
            "  tributary train --data DIR --out one-out --without-last 1   for evaluate --protocol leave-one-out",
            "  tributary train --data DIR --out study --condition text,none --seed 1,2   four models from one playback"
        })
public final class TrainCommand implements Callable<Integer> {
    @Mixin
    private CorpusOptions data;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Where the model goes; each to a folder in it if there are several.")
    private Path out = Path.of("");

    @Option(
            names = "--until",
            paramLabel = "SHARE",
            description = "Share of the behaviors that may be learned from (default: ${DEFAULT-VALUE}).")
    private double until = 0.8;

    @Option(
            names = "--lists",
            paramLabel = "N",
            description = "Most behaviors that become training lists (default: ${DEFAULT-VALUE}).")
    private int lists = TrainingPlan.LISTS;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Passes over the lists; the best one is kept (default: ${DEFAULT-VALUE}).")
    private int epochs = TrainerSettings.defaults().epochs();

    @Option(
            names = "--networks",
            paramLabel = "N",
            description = "Networks whose scores are averaged (default: ${DEFAULT-VALUE}).")
    private int networks = TrainingPlan.NETWORKS;

    @Option(
            names = "--explore",
            paramLabel = "LIFT",
            description = "Lift of items that nobody visited yet, in log-odds: the larger, the sooner they are tried"
                    + " (default: ${DEFAULT-VALUE}; with --without-last there is none).")
    private float explore = 1.5f;

    @Option(
            names = "--seed",
            paramLabel = "N",
            split = ",",
            description = "Of weights and order; several make a model each (default: 1).")
    private Set<Long> seeds = Set.of(1L);

    @Option(
            names = "--condition",
            paramLabel = "HOW",
            split = ",",
            description = "How the ranker is told the scenario: text, one_hot or none; several make a model each"
                    + " (default: text).")
    private Set<Condition> conditions = Set.of(Condition.TEXT);

    @Option(
            names = "--without",
            paramLabel = "SCENARIO",
            split = ",",
            description = "Learn nothing from these scenarios, to see how they do untrained.")
    private Set<String> without = Set.of();

    @Option(names = "--without-each", description = "Also a model without each of the scenarios, one at a time.")
    private boolean withoutEach;

    @Option(
            names = "--tower",
            paramLabel = "auto|on|off",
            description =
                    "Whether the model has a tower, self-attention over the user's items: auto tries one and keeps it"
                            + " if lists it did not know say that it helps (default: auto; with --without-each off, for models with"
                            + " different towers cannot be evaluated together).")
    private @Nullable TowerUse tower;

    @Option(
            names = "--time-signals",
            paramLabel = "on|off",
            description = "Whether signals that need a clock are used (default: on).")
    private Switch timeSignals = Switch.ON;

    @Option(
            names = "--without-last",
            paramLabel = "N",
            description =
                    "Learn from all but the last N behaviors of each user, for 'evaluate --protocol leave-one-out':"
                            + " 1 for its test part, 2 for its tuning part. --until says nothing then.")
    private @Nullable Integer withoutLast;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        CorpusOptions.Loaded loaded = data.load();
        Corpus corpus = loaded.corpus();
        List<TrainingPlan> plans = plans(corpus);
        Whitening whitening = corpus.whitening(loaded.dimension());
        List<Training.Result> results = train(corpus, whitening, plans);
        for (int i = 0; i < plans.size(); i++) {
            TrainingPlan plan = plans.get(i);
            Training.Result result = results.get(i);
            Path folder = plans.size() == 1 ? out : out.resolve(plan.name());
            InterestManifest manifest = new InterestManifest(
                    InterestManifest.SCHEMA,
                    loaded.encoder(),
                    loaded.dimension(),
                    signals(result).stream().map(Signal::label).toList(),
                    described(corpus),
                    described(plan, result, ranker(result).exploration()),
                    metrics(result.validation()),
                    Map.of());
            InterestDirectory.save(folder, manifest, whitening, ranker(result), result.tower());
            say(result, folder);
        }
        return 0;
    }

    private MlpRanker ranker(Training.Result result) {
        return withoutLast == null ? result.ranker().exploring(explore) : result.ranker();
    }

    private static List<Signal> signals(Training.Result result) {
        return result.ranker().networks().get(0).signals();
    }

    private void say(Training.Result result, Path folder) {
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.printf(
                Locale.ROOT,
                "Learned from %,d lists in %s passes; on %,d it did not know: HR@10 %.4f, NDCG@10 %.4f (estimates).%s%n"
                        + "The model is in %s. Use it: tributary demo --set tributary.encode.interest-model=%s%n",
                result.lists(),
                passes(result),
                result.validation().lists(),
                result.validation().hr10(),
                result.validation().ndcg10(),
                trial(result.trial()),
                folder,
                folder);
        terminal.flush();
    }

    private static String trial(@Nullable TowerTrial trial) {
        return trial == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        " A tower was %s: with one NDCG@10 is %.4f, without %.4f, means of three.",
                        trial.isWon() ? "kept" : "not kept",
                        trial.with(),
                        trial.without());
    }

    private static String passes(Training.Result result) {
        return String.join(", ", result.epochs().stream().map(String::valueOf).toList());
    }

    private List<TrainingPlan> plans(Corpus corpus) {
        try {
            corpus.requireScenarios(without);
            List<Set<String>> leftOut = new ArrayList<>(List.of(without));
            if (withoutEach) {
                corpus.scenarios().forEach(scenario -> leftOut.add(Set.of(scenario.id())));
            }
            var plans = new ArrayList<TrainingPlan>();
            for (Set<String> scenarios : leftOut) {
                for (Condition condition : conditions) {
                    seeds.forEach(seed -> plans.add(plan(scenarios, condition, seed)));
                }
            }
            return plans;
        } catch (IllegalArgumentException wrong) {
            throw new CannotRunException(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private TrainingPlan plan(Set<String> scenarios, Condition condition, long seed) {
        var settings = TrainerSettings.defaults()
                .with(condition)
                .withEpochs(epochs)
                .withSeed(seed)
                .withSignals(timeSignals == Switch.ON ? Signal.COMMON : Signal.TIMELESS);
        return new TrainingPlan(settings, until, lists, networks, scenarios, towerUse());
    }

    private TowerUse towerUse() {
        if (tower != null) {
            return tower;
        }
        return withoutEach ? TowerUse.OFF : TowerUse.AUTO;
    }

    private List<Training.Result> train(Corpus corpus, Whitening whitening, List<TrainingPlan> plans) {
        if (!(explore >= 0) || Float.isInfinite(explore)) {
            throw new CannotRunException("--explore " + explore + " would hide what is new. Give 0 or more.");
        }
        if (withoutLast != null && withoutLast < 1) {
            throw new CannotRunException("--without-last " + withoutLast + " leaves nothing to evaluate. Give 1 or 2.");
        }
        try (var bars = new Bars()) {
            return withoutLast == null
                    ? Training.of(corpus, whitening, plans, bars)
                    : LeaveOneOutTraining.of(LastBehaviors.removed(corpus, withoutLast), whitening, plans, bars);
        } catch (IllegalArgumentException wrong) {
            throw new CannotRunException(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /** One bar for each task, one after the other. */
    private static final class Bars implements Training.Listener, AutoCloseable {
        private String task = "";
        private @Nullable Progress bar;

        @Override
        public void progress(String now, int percent, String message) {
            if (bar == null || !now.equals(task)) {
                close();
                task = now;
                bar = new Progress(now, 100, Terminal.isThere());
            }
            bar.stepTo(percent, message);
        }

        @Override
        public void close() {
            if (bar != null) {
                bar.close();
            }
        }
    }

    private Map<String, String> described(Corpus corpus) {
        return new TreeMap<>(Map.of(
                "name",
                data.name(),
                Overlap.FINGERPRINT,
                corpus.fingerprint(),
                "items",
                String.valueOf(corpus.items().size()),
                "behaviors",
                String.valueOf(corpus.behaviors().size()),
                Overlap.UNTIL,
                String.valueOf(withoutLast == null ? until : 1),
                Overlap.WITHOUT_LAST,
                String.valueOf(withoutLast == null ? 0 : withoutLast)));
    }

    private static Map<String, String> described(TrainingPlan plan, Training.Result result, float explore) {
        TrainerSettings settings = plan.trainer();
        return new TreeMap<>(Map.of(
                "lists", String.valueOf(result.lists()),
                "epochs", passes(result),
                "networks", String.valueOf(plan.networks()),
                "explore", String.valueOf(explore),
                "condition", settings.condition().name().toLowerCase(Locale.ROOT),
                "hidden", String.valueOf(settings.hidden()),
                "seed", String.valueOf(settings.seed()),
                "tower", result.tower() == null ? "none" : result.tower().width() + " wide",
                "without", String.join(",", plan.without().stream().sorted().toList())));
    }

    private static Map<String, Double> metrics(ListQuality quality) {
        return new TreeMap<>(Map.of("validation_hr10", quality.hr10(), "validation_ndcg10", quality.ndcg10()));
    }
}
