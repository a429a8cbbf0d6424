package dev.tributary.cli.pipeline;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.cli.embedded.EmbeddedTributary;
import dev.tributary.cli.embedded.FreePorts;
import dev.tributary.job.encode.EncodeConfig;
import dev.tributary.models.encoder.BatchingEncoder;
import dev.tributary.models.encoder.SharedEncoder;
import dev.tributary.models.interest.InterestModel;
import dev.tributary.models.interest.MlpRanker;
import dev.tributary.models.interest.MlpWeights;
import dev.tributary.models.interest.Signal;
import dev.tributary.models.interest.directory.InterestDirectory;
import dev.tributary.models.interest.directory.InterestManifest;
import dev.tributary.models.training.TrainerSettings;
import dev.tributary.models.vector.Whitening;
import dev.tributary.replay.playback.Corpus;
import dev.tributary.replay.train.TowerUse;
import dev.tributary.replay.train.Training;
import dev.tributary.replay.train.TrainingPlan;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import dev.tributary.schemas.Recommendation;
import dev.tributary.schemas.RecommendedItem;
import dev.tributary.schemas.Request;
import dev.tributary.schemas.Topics;
import dev.tributary.schemas.WireFormat;
import dev.tributary.schemas.WireWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.configuration.Configuration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the evaluator measures is what the job does: the same behaviors go through the whole product and through the evaluator's state, and
 * both score every item alike, in every scenario.
 *
 * <p>A behavior is sent when the one before it is in a list, so that both see them in one order: the visits of an item are counted in the order
 * of arrival. The text profile is off, for the evaluator does not encode it.
 */
class AgreementTest {
    /**
     * Both encode with the same model, but not in the same batches. Padding and the order of additions change the last bits of a vector, which
     * can move a component to the next of its 255 steps; of a score, which spans several units, that is some ten-thousandths (measured: 0.0003).
     */
    private static final double TOLERANCE = 1e-3;

    private static final int BEHAVIORS = 200;
    private static final int USERS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Slice slice = Slice.Origin.SIMULATED_WORLD.cut();
    private final List<Behavior> behaviors = slice.behaviors().limit(BEHAVIORS).toList();
    private final AtomicInteger requests = new AtomicInteger();

    @Test
    void streamAndEvaluatorScoreAlike() {
        try (var lease = acquire()) {
            agree(settings(), lease, InterestModel.untrained(lease.encoder().dimension()));
        }
    }

    @Test
    void theyScoreAlikeWithATrainedModelAndItsTower(@TempDir Path folder) throws IOException {
        try (var lease = acquire()) {
            BatchingEncoder encoder = lease.encoder();
            train(folder, encoder);
            Configuration settings = settings();
            settings.setString("tributary.encode.interest-model", folder.toString());
            InterestModel model = InterestDirectory.load(folder, encoder.version(), encoder.dimension());
            assertThat(model.tower()).isNotNull();
            assertThat(weighsTower((MlpRanker) model.ranker())).isTrue();
            agree(settings, lease, model);
        }
    }

    /** @return whether the tower's signal changed while the ranker learned, so that it counts */
    private static boolean weighsTower(MlpRanker ranker) {
        MlpWeights network = ranker.networks().get(0);
        int input = network.signals().indexOf(Signal.TOWER);
        return network.scale()[input] > 0 && network.direct()[input] != 0;
    }

    private static SharedEncoder.Lease acquire() {
        return SharedEncoder.acquire(EncodeConfig.from(new Configuration()).settings());
    }

    private void train(Path folder, BatchingEncoder encoder) throws IOException {
        Corpus corpus = Corpus.load(slice, encoder, percent -> {});
        Whitening whitening = corpus.whitening(encoder.dimension());
        var plan = new TrainingPlan(TrainerSettings.defaults().withEpochs(2), 1, 200, 1, Set.of(), TowerUse.ON);
        Training.Result result = Training.of(corpus, whitening, plan, (task, percent, message) -> {});
        var manifest = new InterestManifest(
                InterestManifest.SCHEMA,
                encoder.version(),
                encoder.dimension(),
                List.of(Signal.TOWER.label()),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of());
        InterestDirectory.save(folder, manifest, whitening, result.ranker(), result.tower());
    }

    private void agree(Configuration settings, SharedEncoder.Lease lease, InterestModel model) {
        try (var tributary = EmbeddedTributary.start(FreePorts.ANY, settings);
                var kafka = new KafkaClient(tributary.bootstrapServers())) {
            var evaluator = new PlayedBack(slice, lease.encoder(), model);
            slice.items().forEach(item -> send(kafka, Topics.ITEMS, item.getItemId(), item));
            await().until(() -> tributary.items() == slice.allItems().size());
            for (Behavior behavior : behaviors) {
                evaluator.add(behavior);
                send(kafka, Topics.BEHAVIORS, behavior.getUserId(), behavior);
                await().until(() -> isReflected(behavior, kafka));
            }
            for (String user : mostActiveUsers()) {
                slice.scenarios().forEach(scenario -> compare(user, scenario.id(), kafka, evaluator));
            }
        }
    }

    private static boolean isReflected(Behavior behavior, KafkaClient kafka) {
        return kafka.lists().stream()
                .anyMatch(list -> behavior.getEventId().equals(list.getCausedBy())
                        && behavior.getUserId().equals(list.getUserId()));
    }

    private List<String> mostActiveUsers() {
        return behaviors.stream().collect(groupingBy(Behavior::getUserId, counting())).entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(USERS)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Asks again until they agree: the last visits may reach the items' shards after the lists that they caused. */
    private void compare(String user, String scenario, KafkaClient kafka, PlayedBack evaluator) {
        Instant moment = behaviors.get(behaviors.size() - 1).getOccurredAt().plus(Duration.ofHours(1));
        List<String> items = slice.items()
                .filter(item -> item.getScenario().equals(scenario) && isPublished(item, moment))
                .map(Item::getItemId)
                .toList();
        Map<String, Double> wanted = evaluator.scores(user, scenario, moment, items);
        assertThat(wanted).hasSizeGreaterThan(items.size() / 2);
        assertThat(spread(wanted)).as("scores that tell items apart").isGreaterThan(100 * TOLERANCE);
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            Map<String, Double> found = ask(user, scenario, moment, items, kafka);
            assertThat(found).containsOnlyKeys(wanted.keySet());
            assertThat(found)
                    .allSatisfy((item, score) -> assertThat(score)
                            .as("%s for %s in %s", item, user, scenario)
                            .isCloseTo(wanted.getOrDefault(item, Double.NaN), within(TOLERANCE)));
        });
    }

    /** The job shows an item once it knows it, the evaluator from the day it was published. */
    private static boolean isPublished(Item item, Instant moment) {
        return item.getPublishedAt() == null || !item.getPublishedAt().isAfter(moment);
    }

    private static double spread(Map<String, Double> scores) {
        var statistics =
                scores.values().stream().mapToDouble(Double::doubleValue).summaryStatistics();
        return statistics.getMax() - statistics.getMin();
    }

    private Map<String, Double> ask(
            String user, String scenario, Instant moment, List<String> items, KafkaClient kafka) {
        String id = "ask-" + requests.incrementAndGet();
        Request request = Request.newBuilder()
                .setRequestId(id)
                .setUserId(user)
                .setScenario(scenario)
                .setCandidates(items)
                .setLimit(items.size())
                .setRequestedAt(moment)
                .build();
        send(kafka, Topics.REQUESTS, user, request);
        Recommendation answer = kafka.awaitAnswer(id, scenario);
        return answer.getItems().stream().collect(toMap(RecommendedItem::getItemId, RecommendedItem::getScore));
    }

    @SuppressWarnings("unchecked") // the class of a record is the class of that record
    private static <T extends SpecificRecord> void send(KafkaClient kafka, String topic, String key, T value) {
        var writer = WireWriter.of((Class<T>) value.getClass(), WireFormat.JSON);
        kafka.send(topic, key, new String(writer.write(value), StandardCharsets.UTF_8));
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1));
    }

    private Configuration settings() {
        Configuration settings = Streamed.settings(slice);
        settings.setString("tributary.profile.text-after", "0");
        settings.setString("tributary.profile.refresh", "OWN");
        return settings;
    }
}
