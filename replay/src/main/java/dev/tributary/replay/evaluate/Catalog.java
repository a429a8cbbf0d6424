package dev.tributary.replay.evaluate;

import dev.tributary.models.encoder.TextEncoder;
import dev.tributary.models.interest.InterestModel;
import dev.tributary.models.interest.ItemText;
import dev.tributary.models.vector.QuantizedVector;
import dev.tributary.models.vector.Whitening;
import dev.tributary.replay.data.ReplayData;
import dev.tributary.schemas.Item;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All items with their encoded texts, and the whitening of those. */
record Catalog(List<Item> items, Map<String, float[]> vectors, Whitening whitening) {

    static Catalog encode(ReplayData data, TextEncoder encoder, boolean whiten) {
        List<Item> items;
        try (Stream<Item> stream = data.items()) {
            items = stream.toList();
        }
        List<Item> withText =
                items.stream().filter(item -> !text(item).isEmpty()).toList();
        float[][] encoded = encoder.encode(withText.stream().map(Catalog::text).toList());
        Map<String, float[]> vectors = new HashMap<>();
        for (int i = 0; i < encoded.length; i++) {
            vectors.put(withText.get(i).getItemId(), encoded[i]);
        }
        boolean fits = whiten && encoded.length >= 2;
        Whitening whitening = fits ? Whitening.fit(List.of(encoded)) : Whitening.none(encoder.dimension());
        return new Catalog(items, vectors, whitening);
    }

    @Nullable
    QuantizedVector vector(Item item, InterestModel model) {
        float[] vector = vectors.get(item.getItemId());
        return vector == null ? null : model.compact(vector);
    }

    private static String text(Item item) {
        return ItemText.of(item.getTitle(), item.getCategories(), item.getDescription());
    }
}
