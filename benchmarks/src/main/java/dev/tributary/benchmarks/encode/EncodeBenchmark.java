package dev.tributary.benchmarks.encode;

import dev.tributary.benchmarks.Benchmark;
import dev.tributary.benchmarks.measure.Contest;
import dev.tributary.benchmarks.measure.Contestant;
import dev.tributary.benchmarks.measure.Figure;
import dev.tributary.benchmarks.measure.Findings;
import dev.tributary.benchmarks.measure.Progress;
import dev.tributary.benchmarks.measure.Sample;
import dev.tributary.benchmarks.measure.Stopwatch;
import dev.tributary.cli.embedded.EmbeddedFlink;
import dev.tributary.job.FlinkDefaults;
import dev.tributary.job.encode.EncodeConfig;
import dev.tributary.job.encode.EncodeItems;
import dev.tributary.job.encode.EncodedItem;
import dev.tributary.job.source.ItemEvent;
import dev.tributary.models.encoder.Encoders;
import dev.tributary.models.encoder.SharedEncoder;
import dev.tributary.models.encoder.TextEncoder;
import dev.tributary.models.vector.QuantizedVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.async.AsyncFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Texts per second through the stage encode, as the job has it, against the bare batched loop over the same encoder, which takes a batch of texts
 * as they come; against that loop with all texts known at once and sorted by length, the limit; and against one call per record: of the model as
 * libtorch runs it by itself, which is what is done today, and of the stage's own. All with the same texts in each repetition, others in the
 * next, and without caches.
 */
public final class EncodeBenchmark implements Benchmark {
    /** Rounding to bytes costs less than this. */
    private static final float LEAST_COSINE = 0.995f;

    private static final String OPERATOR = "operator";
    private static final String LOOP = "loop";
    private static final String SORTED = "loop, sorted";
    private static final String ONE_BY_ONE = "record-at-a-time";
    private static final String ONE_BY_ONE_SAME_MODEL = "record-at-a-time, same model";

    private final EncodeOptions options;

    public EncodeBenchmark(EncodeOptions options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "encode";
    }

    @Override
    public void run(Findings findings, Progress progress) throws Exception {
        var settings = new Configuration();
        settings.setString("tributary.encode.model", options.model);
        settings.setString("tributary.encode.cache-size", "0");
        settings.setString("tributary.encode.threads", String.valueOf(options.threads));
        var config = EncodeConfig.from(settings);
        int batchSize = config.settings().batchSize();
        int pool = options.pool == 0 ? Runtime.getRuntime().availableProcessors() : options.pool;
        int rounds = findings.warmUps() + findings.repetitions();
        List<String> texts = Texts.mixed(options.texts * rounds);
        try (var flink = EmbeddedFlink.start(1, new Configuration());
                // held, so that loading is not measured
                var lease = SharedEncoder.acquire(config.settings());
                TextEncoder loop = Encoders.open(config.settings())) {
            EncodeOneByOne.openPool(ONE_BY_ONE, pool, () -> Encoders.openPortable(config.settings()));
            EncodeOneByOne.openPool(ONE_BY_ONE_SAME_MODEL, pool, () -> Encoders.open(config.settings()));
            progress.say("encoding what is expected");
            List<Portion> portions = portions(texts, loop.encode(texts));
            long batchesBefore = lease.encoder().batches();
            long textsBefore = lease.encoder().textsEncoded();
            var contest = Contest.run(
                    List.of(
                            contestant(
                                    OPERATOR,
                                    portions,
                                    portion -> stream(flink, config, portion, new EncodeItems(config))),
                            contestant(LOOP, portions, portion -> loop(loop, portion.texts, batchSize)),
                            contestant(SORTED, portions, portion -> loop(loop, portion.texts, portion.texts.size())),
                            oneByOne(ONE_BY_ONE, portions, flink, config),
                            oneByOne(ONE_BY_ONE_SAME_MODEL, portions, flink, config)),
                    findings,
                    progress);
            double perBatch = (double) (lease.encoder().textsEncoded() - textsBefore)
                    / (lease.encoder().batches() - batchesBefore);
            contest.samples()
                    .forEach((name, samples) -> findings.add(Figure.of(
                            name(),
                            name,
                            "texts",
                            samples,
                            name.equals(OPERATOR)
                                    ? Map.of("texts per batch", perBatch, "characters per text", characters(texts))
                                    : Map.of())));
            findings.compare("encode_vs_loop", contest, LOOP);
            findings.compare("encode_vs_loop_sorted", contest, SORTED);
            findings.compare("encode_vs_record_at_a_time", contest, ONE_BY_ONE);
            findings.compare("encode_vs_record_at_a_time_same_model", contest, ONE_BY_ONE_SAME_MODEL);
        } finally {
            EncodeOneByOne.closePools();
        }
    }

    /** What all encode in one repetition. None is seen twice, for libtorch is faster with numbers of tokens that it has seen. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Portion(List<String> texts, float[][] expected) {}

    private List<Portion> portions(List<String> texts, float[][] expected) {
        var portions = new ArrayList<Portion>();
        for (int from = 0; from < texts.size(); from += options.texts) {
            int to = from + options.texts;
            portions.add(new Portion(texts.subList(from, to), Arrays.copyOfRange(expected, from, to)));
        }
        return portions;
    }

    private static Contestant contestant(String name, List<Portion> portions, Encoded encoded) {
        Iterator<Portion> next = portions.iterator();
        return Contestant.of(name, () -> encoded.by(next.next()));
    }

    private static Contestant oneByOne(String pool, List<Portion> portions, EmbeddedFlink flink, EncodeConfig config) {
        return contestant(pool, portions, portion -> stream(flink, config, portion, new EncodeOneByOne(pool)));
    }

    @FunctionalInterface
    private interface Encoded {
        Sample by(Portion portion) throws Exception;
    }

    private static Sample loop(TextEncoder encoder, List<String> texts, int together) {
        var stopwatch = Stopwatch.start();
        for (int from = 0; from < texts.size(); from += together) {
            encoder.encode(texts.subList(from, Math.min(from + together, texts.size())));
        }
        return stopwatch.stop(texts.size());
    }

    private static Sample stream(
            EmbeddedFlink flink, EncodeConfig config, Portion portion, AsyncFunction<ItemEvent, EncodedItem> encode)
            throws Exception {
        Passage.prepare();
        var env = environment();
        var items = env.fromData(items(portion.texts), TypeInformation.of(ItemEvent.class))
                .uid("items")
                .map(new Passage.Enter())
                .uid("enter");
        AsyncDataStream.orderedWait(
                        items, encode, config.timeout().toMillis(), TimeUnit.MILLISECONDS, config.capacity())
                .returns(EncodedItem.class)
                .uid("encode")
                .map(new Passage.Leave(portion.texts.size()))
                .returns(EncodedItem.class)
                .uid("leave")
                .sinkTo(new DiscardingSink<>())
                .uid("sink");
        flink.result(flink.submit(env)).get().toJobExecutionResult(Passage.class.getClassLoader());
        check(portion.expected);
        return Passage.sample();
    }

    private static StreamExecutionEnvironment environment() {
        var settings = new Configuration();
        settings.setString("parallelism.default", "1");
        settings.setString("restart-strategy.type", "none");
        return StreamExecutionEnvironment.getExecutionEnvironment(FlinkDefaults.under(settings));
    }

    private static List<ItemEvent> items(List<String> texts) {
        var items = new ArrayList<ItemEvent>();
        for (int i = 0; i < texts.size(); i++) {
            items.add(
                    new ItemEvent(String.valueOf(i), "shop", "", List.of(), texts.get(i), 0, 0, Long.MAX_VALUE, false));
        }
        return items;
    }

    private static double characters(List<String> texts) {
        return texts.stream().mapToInt(String::length).average().orElse(0);
    }

    private static void check(float[][] expected) {
        Passage.vectors().forEach((item, vector) -> {
            float cosine = vector.dot(QuantizedVector.of(expected[Integer.parseInt(item)]));
            if (!(cosine > LEAST_COSINE)) {
                throw new IllegalStateException("Text " + item + " got another vector, of cosine " + cosine);
            }
        });
    }
}
