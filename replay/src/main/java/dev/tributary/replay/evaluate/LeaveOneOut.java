package dev.tributary.replay.evaluate;

import dev.tributary.models.evaluation.Placement;
import dev.tributary.models.interest.InterestModel;
import dev.tributary.models.interest.Ranker;
import dev.tributary.models.interest.Signal;
import dev.tributary.replay.playback.Corpus;
import dev.tributary.replay.playback.HeldOut;
import dev.tributary.replay.playback.Negatives;
import dev.tributary.schemas.Behavior;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import it.unimi.dsi.fastutil.longs.LongLinkedOpenHashSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Leave-one-out as published for ABXI (WWW 2025): the last behavior of each user is hidden, and its item is ranked among
 * {@value #NEGATIVES} random items of the same scenario that the user never touched. Each user is asked {@value #SEEDS} times, with other random
 * items each time; a user counts once, with the mean. What is known at a question is said in {@link HeldOut}. For one thread.
 */
public final class LeaveOneOut {
    public static final int NEGATIVES = 999;
    public static final int SEEDS = 5;

    private final List<Variant> variants;
    private final boolean clock;
    private final int every;
    private final int negatives;
    private final Scoreboard scoreboard = new Scoreboard(SEEDS);
    private final List<float[]> rows = new ArrayList<>();
    private final Long2IntOpenHashMap rowOf = new Long2IntOpenHashMap();

    /**
     * @param variants rankers to compare
     * @param clock whether signals that need a clock are used; if not, they are 0 for every ranker
     * @param every ask only each n-th user
     */
    public LeaveOneOut(List<Variant> variants, boolean clock, int every) {
        this(variants, clock, every, NEGATIVES);
    }

    LeaveOneOut(List<Variant> variants, boolean clock, int every, int negatives) {
        if (every < 1) {
            throw new IllegalArgumentException("every must be at least 1, got " + every);
        }
        this.variants = List.copyOf(variants);
        this.clock = clock;
        this.every = every;
        this.negatives = negatives;
        rowOf.defaultReturnValue(-1);
    }

    /**
     * @param progress told the percentage of users asked
     * @return a scoreboard whose n is the number of users, without lists
     */
    public Scoreboard run(Corpus corpus, InterestModel model, IntConsumer progress) {
        var heldOut = new HeldOut(corpus, model.whitening(), clock);
        heldOut.state().index().use(model.tower());
        var drawn = new Negatives(corpus);
        List<Behavior> questions = heldOut.questions();
        for (int i = 0; i < questions.size(); i += every) {
            ask(questions.get(i), heldOut, drawn);
            progress.accept((int) (100L * (i + 1) / questions.size()));
        }
        return scoreboard;
    }

    private void ask(Behavior question, HeldOut heldOut, Negatives drawn) {
        String scenario = question.getScenario();
        var others = new long[SEEDS][];
        for (int seed = 0; seed < SEEDS; seed++) {
            others[seed] = drawn.draw(question.getUserId(), scenario, negatives, seed + 1);
        }
        fill(question, heldOut, others);
        List<String> groups = groups(question, heldOut);
        var scores = new float[rowOf.size()];
        for (Variant variant : variants) {
            Ranker.Scorer scorer = variant.ranker().in(scenario, heldOut.state().description(scenario));
            for (int row = 0; row < scores.length; row++) {
                scores[row] = scorer.score(rows.get(row));
            }
            for (long[] keys : others) {
                Placement placement = place(rowOf.get(HeldOut.answer(question)), keys, scores);
                scoreboard.add(scenario, groups, variant.name(), question.getUserId(), placement);
            }
        }
    }

    /** Computes the signals of the answer and of all that was drawn, each item once. */
    private void fill(Behavior question, HeldOut heldOut, long[][] others) {
        rowOf.clear();
        var items = new LongLinkedOpenHashSet();
        items.add(HeldOut.answer(question));
        for (long[] keys : others) {
            for (long key : keys) {
                items.add(key);
            }
        }
        heldOut.signals(question, heldOut.interest(question), items.toLongArray(), (key, signals) -> {
            int row = rowOf.size();
            if (row == rows.size()) {
                rows.add(new float[Signal.COUNT]);
            }
            System.arraycopy(signals, 0, rows.get(row), 0, Signal.COUNT);
            rowOf.put(key, row);
        });
    }

    private Placement place(int answer, long[] others, float[] scores) {
        if (answer < 0) {
            return Placement.ABSENT;
        }
        int better = 0;
        int ties = 0;
        for (long key : others) {
            int row = rowOf.get(key);
            if (row >= 0 && scores[row] > scores[answer]) {
                better++;
            } else if (row >= 0 && scores[row] == scores[answer]) {
                ties++;
            }
        }
        return new Placement(better, ties);
    }

    private static List<String> groups(Behavior question, HeldOut heldOut) {
        var groups = new ArrayList<String>(List.of(Scoreboard.ALL));
        if (heldOut.state().profile(question.getUserId()).behaviors() < Scoreboard.COLD) {
            groups.add(Scoreboard.COLD_USERS);
        }
        if (heldOut.isCold(question.getItemId())) {
            groups.add(Scoreboard.COLD_ITEMS);
        }
        return groups;
    }
}
