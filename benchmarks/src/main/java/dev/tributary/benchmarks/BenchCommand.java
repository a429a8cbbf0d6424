package dev.tributary.benchmarks;

import dev.tributary.benchmarks.chaos.ChaosBenchmark;
import dev.tributary.benchmarks.chaos.ChaosOptions;
import dev.tributary.benchmarks.encode.EncodeBenchmark;
import dev.tributary.benchmarks.encode.EncodeOptions;
import dev.tributary.benchmarks.freshness.FreshnessBenchmark;
import dev.tributary.benchmarks.freshness.FreshnessOptions;
import dev.tributary.benchmarks.freshness.HotUserBenchmark;
import dev.tributary.benchmarks.freshness.HotUserOptions;
import dev.tributary.benchmarks.ingest.IngestBenchmark;
import dev.tributary.benchmarks.ingest.IngestOptions;
import dev.tributary.benchmarks.loops.LoopBenchmark;
import dev.tributary.benchmarks.loops.LoopOptions;
import dev.tributary.benchmarks.measure.Findings;
import dev.tributary.benchmarks.measure.Report;
import dev.tributary.benchmarks.retrieve.RetrieveBenchmark;
import dev.tributary.benchmarks.retrieve.RetrieveOptions;
import dev.tributary.benchmarks.scale.ScaleBenchmark;
import dev.tributary.benchmarks.scale.ScaleOptions;
import dev.tributary.benchmarks.soak.SoakBenchmark;
import dev.tributary.benchmarks.soak.SoakOptions;
import dev.tributary.cli.CannotRunException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures the product beside its references. */
@Command(
        name = "bench",
        description =
                "Measures the product beside its references: in turns, in one run, medians, with the load of the machine.",
        footer = {
            "  tributary bench all --json figures.json",
            "  tributary bench encode --repetitions 9 --encode-texts 2000",
            "  tributary bench chaos --seed 7 --minutes 5 --json chaos.json",
            "  tributary bench soak --soak-minutes 30 --soak-restarts 20",
            "  tributary bench scale --scale-users 10000,1000000"
        })
public final class BenchCommand implements Callable<Integer> {
    private static final String ALL = "all";
    /** They take long. */
    private static final Set<String> NOT_IN_ALL = Set.of("chaos", "soak", "scale");

    @Parameters(
            arity = "1..*",
            paramLabel = "NAME",
            description = "What to measure: encode, ingest, freshness, hot-user, retrieve, jmh, or all (of these);"
                    + " chaos: kill processes while they work, and look whether anything is lost;"
                    + " soak: start the job often and let it run long, and look whether anything grows;"
                    + " scale: what a behavior costs with ever more users.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--repetitions",
            paramLabel = "N",
            description = "How often each contestant runs (default: ${DEFAULT-VALUE}).")
    private int repetitions = 5;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description =
                    "How often each runs before, without being measured: until Java has compiled what matters (default: ${DEFAULT-VALUE}).")
    private int warmUps = 2;

    @Option(names = "--json", paramLabel = "FILE", description = "Write ratios, latencies and all figures as JSON.")
    private @Nullable Path json;

    @Mixin
    private EncodeOptions encode = new EncodeOptions();

    @Mixin
    private IngestOptions ingest = new IngestOptions();

    @Mixin
    private FreshnessOptions freshness = new FreshnessOptions();

    @Mixin
    private HotUserOptions hotUser = new HotUserOptions();

    @Mixin
    private RetrieveOptions retrieve = new RetrieveOptions();

    @Mixin
    private LoopOptions loops = new LoopOptions();

    @Mixin
    private ChaosOptions chaos = new ChaosOptions();

    @Mixin
    private SoakOptions soak = new SoakOptions();

    @Mixin
    private ScaleOptions scale = new ScaleOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        List<Benchmark> chosen = chosen();
        if (repetitions < 1) {
            throw new ParameterException(spec.commandLine(), "--repetitions must be at least 1, got " + repetitions);
        }
        PrintWriter err = spec.commandLine().getErr();
        if (warmUps < 0) {
            throw new ParameterException(spec.commandLine(), "--warm-up must not be negative, got " + warmUps);
        }
        var findings = new Findings(warmUps, repetitions);
        for (Benchmark benchmark : chosen) {
            benchmark.run(findings, what -> {
                err.println(benchmark.name() + ": " + what);
                err.flush();
            });
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(Report.of(findings));
        out.flush();
        write(findings);
        findings.broken().forEach(err::println);
        err.flush();
        return findings.broken().isEmpty() ? 0 : 1;
    }

    private List<Benchmark> benchmarks() {
        return List.of(
                new EncodeBenchmark(encode),
                new IngestBenchmark(ingest),
                new FreshnessBenchmark(freshness),
                new HotUserBenchmark(hotUser, freshness),
                new RetrieveBenchmark(retrieve),
                new LoopBenchmark(loops),
                new ChaosBenchmark(chaos),
                new SoakBenchmark(soak),
                new ScaleBenchmark(scale));
    }

    private List<Benchmark> chosen() {
        List<Benchmark> known = benchmarks();
        List<String> knownNames = known.stream().map(Benchmark::name).toList();
        for (String name : names) {
            if (!name.equals(ALL) && !knownNames.contains(name)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "There is no benchmark '" + name + "'. Choose from "
                                + knownNames.stream().collect(Collectors.joining(", ")) + ", or " + ALL + ".");
            }
        }
        return names.contains(ALL)
                ? known.stream()
                        .filter(benchmark -> !NOT_IN_ALL.contains(benchmark.name()))
                        .toList()
                : known.stream()
                        .filter(benchmark -> names.contains(benchmark.name()))
                        .toList();
    }

    private void write(Findings findings) {
        if (json == null) {
            return;
        }
        try {
            Files.writeString(json, findings.toJson() + System.lineSeparator());
        } catch (IOException failure) {
            throw new CannotRunException("Cannot write " + json + ". Check --json.", failure);
        }
    }
}
