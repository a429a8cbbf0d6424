package dev.tributary.replay.evaluate;

import dev.tributary.models.evaluation.Placement;
import dev.tributary.models.interest.InterestModel;
import dev.tributary.models.interest.ProfileText;
import dev.tributary.models.interest.Ranker;
import dev.tributary.models.interest.Signal;
import dev.tributary.models.interest.UserProfile;
import dev.tributary.models.interest.Wording;
import dev.tributary.models.vector.QuantizedVector;
import dev.tributary.replay.data.ScenarioSpec;
import dev.tributary.replay.playback.SignalTable;
import dev.tributary.replay.playback.StreamState;
import dev.tributary.schemas.Behavior;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The text profiles that each of several policies would have had encoded, and where the ranker puts an item that knows them. Calls are counted
 * for every behavior; only what a prediction needs is really encoded. For one thread.
 */
public final class ProfileTexts {
    private final List<TextPolicy> policies;
    private final Map<String, Wording> wordings = new HashMap<>();
    private final Function<String, CompletableFuture<float[]>> encoder;
    private final List<Map<String, Made>> last = new ArrayList<>();
    private final long[] calls;
    private long behaviors;

    /** The text of a user that was encoded last. */
    private record Made(String text, long behaviors, long at) {}

    /** @param encoder gives the vectors that the items' texts have, not whitened */
    public ProfileTexts(
            List<TextPolicy> policies,
            List<ScenarioSpec> scenarios,
            Function<String, CompletableFuture<float[]>> encoder) {
        this.policies = List.copyOf(policies);
        this.encoder = encoder;
        this.calls = new long[policies.size()];
        scenarios.forEach(scenario -> wordings.put(scenario.id(), Wording.of(scenario.language())));
        policies.forEach(policy -> last.add(new HashMap<>()));
    }

    /** @return texts of no policy */
    public static ProfileTexts none() {
        return new ProfileTexts(List.of(), List.of(), text -> new CompletableFuture<>());
    }

    /** @return the name of a policy's figures */
    public static String variant(TextPolicy policy) {
        return "profile text " + policy.name();
    }

    /** @return what each policy asked of the encoder so far */
    public List<TextCost> costs() {
        var costs = new ArrayList<TextCost>();
        for (int i = 0; i < policies.size(); i++) {
            costs.add(new TextCost(variant(policies.get(i)), behaviors, calls[i]));
        }
        return costs;
    }

    /** Takes in what a behavior made of its user's profile. */
    void update(Behavior behavior, UserProfile profile) {
        behaviors++;
        @Nullable String text = null;
        for (int i = 0; i < policies.size(); i++) {
            if (isDue(i, behavior, profile.behaviors())) {
                text = text == null ? ProfileText.of(profile, wording(behavior.getScenario())) : text;
                make(i, behavior, profile.behaviors(), text);
            }
        }
    }

    private boolean isDue(int policy, Behavior behavior, long count) {
        @Nullable Made made = last.get(policy).get(behavior.getUserId());
        return made == null
                ? policies.get(policy).rule().isDue(count, 0, Long.MAX_VALUE)
                : policies.get(policy)
                        .rule()
                        .isDue(count, made.behaviors, behavior.getOccurredAt().toEpochMilli() - made.at);
    }

    private void make(int policy, Behavior behavior, long count, String text) {
        if (text.isEmpty()) {
            return;
        }
        @Nullable
        Made before = last.get(policy)
                .put(
                        behavior.getUserId(),
                        new Made(text, count, behavior.getOccurredAt().toEpochMilli()));
        if (before == null || !before.text.equals(text)) {
            calls[policy]++;
        }
    }

    private Wording wording(String scenario) {
        return wordings.getOrDefault(scenario, Wording.of("en"));
    }

    /** Places the table's target once for each policy; the table keeps the last policy's signal. */
    void place(
            StreamState state,
            Behavior next,
            SignalTable table,
            InterestModel model,
            BiConsumer<String, Placement> placements) {
        String scenario = next.getScenario();
        Ranker.Scorer scorer = model.ranker().in(scenario, state.description(scenario));
        Map<String, Placement> byText = new HashMap<>();
        encode(next.getUserId()).forEach((text, vector) -> {
            @Nullable QuantizedVector compact = vector == null ? null : model.compact(vector.join());
            table.replace(
                    Signal.TEXT_PROFILE,
                    key -> compact == null ? 0 : state.index().similarity(key, compact));
            byText.put(text, table.place(scorer));
        });
        for (int i = 0; i < policies.size(); i++) {
            placements.accept(
                    variant(policies.get(i)), byText.getOrDefault(text(i, next.getUserId()), Placement.ABSENT));
        }
    }

    /** @return vectors by text, all under way at once; null for the empty text, which none of the policies may have encoded */
    private Map<String, @Nullable CompletableFuture<float[]>> encode(String userId) {
        var texts = new LinkedHashSet<String>();
        for (int i = 0; i < policies.size(); i++) {
            texts.add(text(i, userId));
        }
        Map<String, @Nullable CompletableFuture<float[]>> vectors = new LinkedHashMap<>();
        texts.forEach(text -> vectors.put(text, text.isEmpty() ? null : encoder.apply(text)));
        return vectors;
    }

    private String text(int policy, String userId) {
        @Nullable Made made = last.get(policy).get(userId);
        return made == null ? "" : made.text;
    }
}
