package dev.tributary.replay.evaluate;

import dev.tributary.models.evaluation.Placement;
import dev.tributary.models.evaluation.Tally;
import dev.tributary.models.interest.Candidate;
import dev.tributary.replay.playback.Corpus;
import dev.tributary.schemas.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts how predictions did, by scenario, group and variant, and what the lists looked like. For one thread. */
public final class Scoreboard {
    /** Scenario name of the figures over all scenarios together. */
    public static final String TOGETHER = "(all)";

    public static final String ALL = "all";
    /** Fewer than {@value #COLD} behaviors before. */
    public static final String COLD_USERS = "cold_users";
    /** Never visited before. */
    public static final String COLD_ITEMS = "cold_items";

    static final int COLD = 3;

    private final int rankings;
    private final Map<Cell, Tally> tallies = new LinkedHashMap<>();
    private final Map<String, ListTally> lists = new LinkedHashMap<>();
    private final Map<String, Integer> catalog = new HashMap<>();
    private List<TextCost> costs = List.of();

    Scoreboard() {
        this(1);
    }

    /** @param rankings how often each prediction is ranked; n counts predictions */
    Scoreboard(int rankings) {
        this.rankings = rankings;
    }

    void catalog(Corpus corpus) {
        for (Item item : corpus.items()) {
            catalog.merge(item.getScenario(), 1, Integer::sum);
        }
    }

    void add(String scenario, List<String> groups, String variant, String user, Placement placement) {
        for (String group : groups) {
            for (String place : List.of(scenario, TOGETHER)) {
                tallies.computeIfAbsent(new Cell(place, group, variant), cell -> new Tally())
                        .add(user, placement);
            }
        }
    }

    void list(String scenario, List<Candidate> list) {
        lists.computeIfAbsent(scenario, name -> new ListTally()).add(list);
    }

    /** @return figures in the order of scenarios, groups and variants as they came; those of all together last */
    public List<Figures> figures() {
        var figures = new ArrayList<Figures>();
        var together = new ArrayList<Figures>();
        tallies.forEach((cell, tally) -> (cell.scenario.equals(TOGETHER) ? together : figures)
                .add(new Figures(cell.scenario, cell.group, cell.variant, tally.size() / rankings, tally.estimates())));
        figures.addAll(together);
        return figures;
    }

    /** @return how much better each other variant did than this one, in the order of {@link #figures} */
    public List<Difference> differences(String against) {
        var differences = new ArrayList<Difference>();
        var together = new ArrayList<Difference>();
        tallies.forEach((cell, tally) -> {
            @Nullable Tally other = tallies.get(new Cell(cell.scenario, cell.group, against));
            if (other != null && !cell.variant.equals(against)) {
                (cell.scenario.equals(TOGETHER) ? together : differences)
                        .add(new Difference(
                                cell.scenario,
                                cell.group,
                                cell.variant,
                                against,
                                tally.size() / rankings,
                                tally.minus(other)));
            }
        });
        differences.addAll(together);
        return differences;
    }

    /** @return what the model's own lists looked like, by scenario */
    public List<ListFigures> lists() {
        var figures = new ArrayList<ListFigures>();
        lists.forEach((scenario, tally) -> figures.add(
                new ListFigures(scenario, tally.coverage(catalog.getOrDefault(scenario, 0)), tally.diversity())));
        return figures;
    }

    void costs(List<TextCost> ofTexts) {
        costs = List.copyOf(ofTexts);
    }

    /** @return what each policy for profile texts asked of the encoder, if there was any */
    public List<TextCost> costs() {
        return costs;
    }

    private record Cell(String scenario, String group, String variant) {}
}
