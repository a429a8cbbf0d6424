package dev.tributary.replay.world;

import dev.tributary.replay.data.ReplayData;
import dev.tributary.replay.data.ScenarioSpec;
import dev.tributary.replay.world.Vocabulary.Interest;
import dev.tributary.schemas.Behavior;
import dev.tributary.schemas.Item;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Simulated people who shop, follow, read and travel after interests that they have across all four scenarios: {@code shop}, {@code social},
 * {@code content} and {@code travel}. What is drawn how is in the module's README. Behaviors are endless; each pass holds a few hundred bytes a user.
 */
public final class World implements ReplayData {
    private static final String SHOP = "shop";

    private final WorldSettings settings;
    private final Vocabulary vocabulary;
    private final List<Thing> things;

    private World(WorldSettings settings, Vocabulary vocabulary, List<Thing> things) {
        this.settings = settings;
        this.vocabulary = vocabulary;
        this.things = things;
    }

    public static World create(WorldSettings settings) {
        Vocabulary vocabulary = Vocabulary.of(settings.language());
        Lots lots = new Lots(settings.seed());
        return new World(settings, vocabulary, new ThingMaker(settings, vocabulary, lots.split()).makeAll());
    }

    /** Only the shop has things that are used up and bought again. */
    @Override
    public List<ScenarioSpec> scenarios() {
        return vocabulary.scenarios().entrySet().stream()
                .map(entry -> new ScenarioSpec(
                        entry.getKey(),
                        entry.getValue(),
                        settings.language(),
                        entry.getKey().equals(SHOP)))
                .toList();
    }

    @Override
    public Stream<Item> items() {
        return things.stream().map(thing -> Item.newBuilder(thing.item()).build());
    }

    @Override
    public Stream<Behavior> behaviors() {
        Lots lots = new Lots(~settings.seed());
        var life = new Life(settings, vocabulary, choices(), lots);
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(life, Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    private Choice[] choices() {
        boolean[][] sameField = sameField();
        return vocabulary.scenarios().keySet().stream()
                .map(scenario -> new Choice(
                        things.stream()
                                .filter(thing -> thing.kind().scenario().equals(scenario))
                                .toList(),
                        sameField))
                .toArray(Choice[]::new);
    }

    private boolean[][] sameField() {
        List<Interest> interests = vocabulary.interests();
        boolean[][] same = new boolean[interests.size()][interests.size()];
        for (int i = 0; i < same.length; i++) {
            for (int j = 0; j < same.length; j++) {
                same[i][j] = interests.get(i).field().equals(interests.get(j).field());
            }
        }
        return same;
    }
}
