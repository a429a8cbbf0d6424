package dev.tributary.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tributary.replay.data.DataSet;
import dev.tributary.replay.data.ReplayData;
import dev.tributary.replay.data.ScenarioSpec;
import dev.tributary.replay.world.World;
import dev.tributary.replay.world.WorldSettings;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A few hundred behaviors of larger data, held in memory, with the items that they need and some that nobody acts on. */
record Slice(List<ScenarioSpec> scenarios, List<Item> allItems, List<Behavior> allBehaviors) implements ReplayData {
    private static final int BEHAVIORS = 300;

    /** Where a slice is cut from. */
    enum Origin {
        SIMULATED_WORLD {
            @Override
            Slice cut() {
                World world = World.create(WorldSettings.of(7, "en")
                        .withUsers(20)
                        .withItemsPerScenario(60)
                        .withGrowth(Duration.ofDays(2), 0.2));
                return new Slice(
                        world.scenarios(),
                        world.items().toList(),
                        world.behaviors().limit(BEHAVIORS).toList());
            }
        },
        /** Reviews of food and kitchen things by the users who come first. */
        REAL_REVIEWS {
            @Override
            Slice cut() {
                Path folder = nextToTheRepository().resolve("amazon-food-kitchen");
                assumeThat(folder).exists();
                return ofUsers(DataSet.open(folder), 12, 100);
            }
        };

        /** @throws org.opentest4j.TestAbortedException if the data is not there */
        abstract Slice cut();
    }

    /** @param oneOf every how many of the items that nobody acts on one is kept */
    private static Slice ofUsers(ReplayData data, int users, int oneOf) {
        List<Behavior> all;
        try (Stream<Behavior> behaviors = data.behaviors()) {
            all = behaviors.toList();
        }
        Set<String> chosen =
                all.stream().map(Behavior::getUserId).distinct().limit(users).collect(Collectors.toSet());
        List<Behavior> kept = all.stream()
                .filter(behavior -> chosen.contains(behavior.getUserId()))
                .limit(BEHAVIORS)
                .toList();
        Set<String> needed = kept.stream().map(Behavior::getItemId).collect(Collectors.toSet());
        var items = new ArrayList<Item>();
        try (Stream<Item> everything = data.items()) {
            everything
                    .filter(item -> needed.contains(item.getItemId())
                            || item.getItemId().hashCode() % oneOf == 0)
                    .forEach(items::add);
        }
        assertThat(items).hasSizeGreaterThan(needed.size());
        return new Slice(data.scenarios(), items, kept);
    }

    /** The folder {@code shared/data} beside this module or beside a folder above it, however deep the checkout lies. */
    private static Path nextToTheRepository() {
        Path dir = Path.of("").toAbsolutePath();
        while (dir.getParent() != null
                && !Files.isDirectory(dir.resolveSibling("shared").resolve("data"))) {
            dir = dir.getParent();
        }
        return dir.resolveSibling("shared").resolve("data");
    }

    @Override
    public Stream<Item> items() {
        return allItems.stream();
    }

    @Override
    public Stream<Behavior> behaviors() {
        return allBehaviors.stream();
    }
}
