package dev.tributary.job;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.tributary.job.encode.EncodeItems;
import dev.tributary.job.encode.EncodedItem;
import dev.tributary.job.interest.CompleteInterest;
import dev.tributary.job.interest.EncodeProfiles;
import dev.tributary.job.profile.Query;
import dev.tributary.job.profile.UpdateProfile;
import dev.tributary.job.profile.Visit;
import dev.tributary.job.rank.RankCandidates;
import dev.tributary.job.rank.RankedList;
import dev.tributary.job.relate.RelateItem;
import dev.tributary.job.relate.RelatedBehavior;
import dev.tributary.job.retrieve.ItemUpdate;
import dev.tributary.job.retrieve.RetrieveCandidates;
import dev.tributary.job.retrieve.ShardAnswer;
import dev.tributary.job.sink.KafkaSinks;
import dev.tributary.job.sink.OutgoingRecord;
import dev.tributary.job.sink.WriteDeadLetter;
import dev.tributary.job.sink.WriteRecommendation;
import dev.tributary.job.source.BehaviorEvent;
import dev.tributary.job.source.DeadLetter;
import dev.tributary.job.source.Decode;
import dev.tributary.job.source.ItemEvent;
import dev.tributary.job.source.KafkaSources;
import dev.tributary.job.source.RawRecord;
import dev.tributary.job.source.UserCommand;
import dev.tributary.job.state.WriteBehindCoOperator;
import dev.tributary.job.state.WriteBehindOperator;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job: behaviors, items, requests and erasures in, recommendations and dead letters out.
 *
 * <pre>
 * behaviors ▶ source ▶ relate ▶ profile ─┬───────────▶ interest ▶ retrieve ▶ rank ▶ sink ▶ recommendations
 *               │      (item)   (user)   └▶ encode ─▶  (user)     (item)   (query)
 *               ▼         ▲        ▲                                 ▲
 *          dead letters   └─ encode ◀ source ◀ items ────────────────┘
 *                                  └─ source ◀ requests, erasures
 * </pre>
 */
public final class TributaryJob {
    private static final long NO_TIMEOUT = 0;

    private TributaryJob() {}

    public static void main(String[] args) throws Exception {
        var settings = JobArguments.parse(args);
        var env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
        // with what the cluster's own configuration says: our defaults must not win over it
        env.configure(
                FlinkDefaults.under(Configuration.fromMap(env.getConfiguration().toMap())));
        var config = JobConfig.from(settings);
        KafkaCheck.run(config.kafka(), config.sink());
        build(env, config);
        env.execute("tributary");
    }

    /** Adds all stages to the environment. */
    public static void build(StreamExecutionEnvironment env, JobConfig config) {
        // source: what cannot be read or must not be taken becomes a dead letter
        SingleOutputStreamOperator<BehaviorEvent> behaviors = read(
                        env,
                        "behaviors",
                        KafkaSources.events(config.kafka(), config.kafka().behaviors()))
                .process(Decode.behaviors(config.source(), config.scenarios()))
                .uid("source-behaviors")
                .name("source behaviors");
        SingleOutputStreamOperator<ItemEvent> items = read(
                        env,
                        "items",
                        KafkaSources.table(config.kafka(), config.kafka().items()))
                .process(Decode.items(config.source(), config.scenarios()))
                .uid("source-items")
                .name("source items");
        SingleOutputStreamOperator<UserCommand> requests = read(
                        env,
                        "requests",
                        KafkaSources.events(config.kafka(), config.kafka().requests()))
                .process(Decode.requests(config.source(), config.scenarios()))
                .uid("source-requests")
                .name("source requests");
        SingleOutputStreamOperator<UserCommand> erasures = read(
                        env,
                        "erasures",
                        KafkaSources.events(config.kafka(), config.kafka().erasures()))
                .process(Decode.erasures(config.source(), config.scenarios()))
                .uid("source-erasures")
                .name("source erasures");
        DataStream<DeadLetter> deadLetters = behaviors
                .getSideOutput(Decode.DEAD_LETTERS)
                .union(
                        items.getSideOutput(Decode.DEAD_LETTERS),
                        requests.getSideOutput(Decode.DEAD_LETTERS),
                        erasures.getSideOutput(Decode.DEAD_LETTERS));

        // encode: items, in the order of their records
        DataStream<EncodedItem> encodedItems = AsyncDataStream.orderedWait(
                        items.keyBy(ItemEvent::itemId),
                        new EncodeItems(config.encode()),
                        NO_TIMEOUT,
                        MILLISECONDS,
                        config.encode().capacity())
                .uid("encode-items")
                .name("encode items");

        // relate: what is known of the item joins the behavior
        DataStream<RelatedBehavior> related = behaviors
                .keyBy(BehaviorEvent::itemId)
                .connect(encodedItems.keyBy(encoded -> encoded.item().itemId()))
                .transform(
                        "relate",
                        TypeInformation.of(RelatedBehavior.class),
                        new WriteBehindCoOperator<>(new RelateItem(config.relate())))
                .uid("relate");

        // profile: behaviors update it, requests and erasures meet the same state
        SingleOutputStreamOperator<Query> queries = related.keyBy(
                        behavior -> behavior.event().userId())
                .connect(requests.union(erasures).keyBy(UserCommand::userId))
                .transform(
                        "profile",
                        TypeInformation.of(Query.class),
                        new WriteBehindCoOperator<>(new UpdateProfile(config.profile(), config.scenarios())))
                .uid("profile");
        DataStream<Visit> visits = queries.getSideOutput(UpdateProfile.VISITS);

        // encode: the profile's text, beside the fast lane; unordered, so that skipped texts leave at once and never
        // fill the queue
        DataStream<Query> encodedQueries = AsyncDataStream.unorderedWait(
                        queries.getSideOutput(UpdateProfile.TEXTS),
                        new EncodeProfiles(config.encode()),
                        config.encode().timeout().toMillis(),
                        MILLISECONDS,
                        config.encode().capacity())
                .uid("encode-profiles")
                .name("encode profiles");

        // interest: both lanes meet
        SingleOutputStreamOperator<Query> interests = queries.keyBy(Query::userId)
                .connect(encodedQueries.keyBy(Query::userId))
                .process(new CompleteInterest(
                        config.encode(),
                        config.profile().idleTtl(),
                        config.rank().onTheWay(),
                        config.scenarios()))
                .uid("interest")
                .name("interest");

        // retrieve: every subtask searches its own items
        DataStream<ItemUpdate> updates = encodedItems
                .map(ItemUpdate::of)
                .returns(ItemUpdate.class)
                .uid("item-updates")
                .name("item updates")
                .union(visits.map(ItemUpdate::of)
                        .returns(ItemUpdate.class)
                        .uid("visit-updates")
                        .name("visit updates"));
        DataStream<ShardAnswer> answers = updates.keyBy(ItemUpdate::itemId)
                .connect(interests.broadcast(RetrieveCandidates.QUERIES))
                .process(new RetrieveCandidates(config.retrieve(), config.encode()))
                .uid("retrieve")
                .name("retrieve");

        // rank: the shards' answers become one list
        DataStream<RankedList> lists = answers.keyBy(answer -> answer.query().id())
                .transform(
                        "rank",
                        TypeInformation.of(RankedList.class),
                        new WriteBehindOperator<>(
                                new RankCandidates(config.rank(), config.encode(), config.scenarios())))
                .uid("rank");

        // sink
        DataStream<OutgoingRecord> recommendations = lists.map(new WriteRecommendation(
                        config.sink().format(), config.sink().maxListBytes()))
                .uid("write-recommendations")
                .name("write recommendations");
        DataStream<OutgoingRecord> tombstones = interests
                .getSideOutput(CompleteInterest.ERASED)
                .map(WriteRecommendation::tombstone)
                .returns(OutgoingRecord.class)
                .uid("write-tombstones")
                .name("write tombstones");
        recommendations
                .union(tombstones)
                .sinkTo(KafkaSinks.recommendations(config.kafka(), config.sink()))
                .uid("sink-recommendations")
                .name("sink recommendations");
        deadLetters
                .map(new WriteDeadLetter(config.sink().maxDeadLetterBytes()))
                .returns(OutgoingRecord.class)
                .uid("write-dead-letters")
                .name("write dead letters")
                .sinkTo(KafkaSinks.deadLetters(config.kafka(), config.sink()))
                .uid("sink-dead-letters")
                .name("sink dead letters");
    }

    private static DataStream<RawRecord> read(
            StreamExecutionEnvironment env, String topic, KafkaSource<RawRecord> source) {
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), "read " + topic)
                .uid("read-" + topic);
    }
}
