package dev.tributary.replay.world;

import dev.tributary.replay.world.Vocabulary.Interest;
import dev.tributary.replay.world.Vocabulary.Kind;
import dev.tributary.schemas.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Makes the items of the world: text by pattern, popularity by Zipf's law, and a date of publication. */
final class ThingMaker {
    private static final double ZIPF = 0.8;
    private static final int TRIES_FOR_A_NEW_TITLE = 20;
    private static final Duration OLDEST = Duration.ofDays(720);

    private final WorldSettings settings;
    private final Vocabulary vocabulary;
    private final Phrases phrases;
    private final Lots lots;
    /** Apart from the other lots, so that both languages have the same things. */
    private final Lots words;

    private final List<Thing> made = new ArrayList<>();

    ThingMaker(WorldSettings settings, Vocabulary vocabulary, Lots lots) {
        this.settings = settings;
        this.vocabulary = vocabulary;
        this.phrases = new Phrases(vocabulary);
        this.lots = lots;
        this.words = lots.split();
    }

    List<Thing> makeAll() {
        vocabulary.scenarios().keySet().forEach(this::makeScenario);
        return List.copyOf(made);
    }

    private void makeScenario(String scenario) {
        List<Kind> kinds = vocabulary.kindsOf(scenario);
        double[] shares = kinds.stream().mapToDouble(Kind::share).toArray();
        int[] ranks = shuffledRanks();
        Set<String> titles = new HashSet<>();
        for (int i = 0; i < settings.itemsPerScenario(); i++) {
            Kind kind = kinds.get(lots.weighted(shares, shares.length));
            double popularity = StrictMath.pow(ranks[i], -ZIPF);
            String id = String.format(Locale.ROOT, "%s-%04d", scenario, i + 1);
            made.add(make(id, kind, i % vocabulary.interests().size(), popularity, titles));
        }
    }

    private Thing make(String id, Kind kind, int interest, double popularity, Set<String> titles) {
        Interest about = vocabulary.interests().get(interest);
        Map<String, String> drawn = new HashMap<>();
        String title = title(kind, about, drawn);
        for (int i = 0; !titles.add(title) && i < TRIES_FOR_A_NEW_TITLE; i++) {
            drawn.clear();
            title = title(kind, about, drawn);
        }
        Instant published = published();
        Item item = Item.newBuilder()
                .setItemId(id)
                .setScenario(kind.scenario())
                .setTitle(title)
                .setDescription(description(kind, about, drawn))
                .setCategories(List.of(about.field(), about.name(), kind.name()))
                .setAttributes(new TreeMap<>(Map.of("interest", about.id(), "kind", kind.id())))
                .setPublishedAt(published)
                .build();
        return new Thing(made.size(), item, kind, interest, popularity, published.toEpochMilli(), Map.copyOf(drawn));
    }

    private String title(Kind kind, Interest about, Map<String, String> drawn) {
        return phrases.sentence(words.oneOf(kind.titles()), about, drawn, words);
    }

    private String description(Kind kind, Interest about, Map<String, String> drawn) {
        String space = settings.language().equals("zh") ? "" : " ";
        String closer = words.chance(0.5) ? space + words.oneOf(kind.closers()) : "";
        String pattern = words.oneOf(kind.openers()) + space + words.oneOf(kind.details()) + closer;
        return phrases.sentence(pattern, about, drawn, words);
    }

    private Instant published() {
        if (lots.chance(settings.growing())) {
            return settings.start()
                    .plusMillis(1 + (long) (lots.share() * settings.growth().toMillis()));
        }
        return settings.start().minusMillis((long) (lots.share() * OLDEST.toMillis()));
    }

    private int[] shuffledRanks() {
        int[] ranks = new int[settings.itemsPerScenario()];
        for (int i = 0; i < ranks.length; i++) {
            int other = lots.below(i + 1);
            ranks[i] = ranks[other];
            ranks[other] = i + 1;
        }
        return ranks;
    }
}
