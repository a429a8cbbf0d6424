package dev.tributary.benchmarks.ingest;

import dev.tributary.benchmarks.stream.Record;
import dev.tributary.replay.world.World;
import dev.tributary.replay.world.WorldSettings;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What both jobs are fed with: the simulated world's items, and its behaviors in order.
 *
 * @param rounds behaviors of each round, warm-up first
 */
record Events(World world, List<Record> items, List<List<Record>> rounds) {

    static Events make(IngestOptions options, int rounds) {
        var world = World.create(WorldSettings.of(1, "en")
                .withUsers(options.users)
                .withItemsPerScenario(options.items)
                .withGrowth(Duration.ofDays(1), 0));
        try (var items = world.items();
                var behaviors = world.behaviors()) {
            var next = behaviors.map(Record::of).iterator();
            return new Events(
                    world,
                    items.map(Record::of).toList(),
                    IntStream.range(0, rounds)
                            .mapToObj(round -> Stream.generate(next::next)
                                    .limit(options.events)
                                    .toList())
                            .toList());
        }
    }
}
