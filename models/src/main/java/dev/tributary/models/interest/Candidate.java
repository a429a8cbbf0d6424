package dev.tributary.models.interest;

import dev.tributary.models.vector.QuantizedVector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A retrieved and scored item.
 *
 * @param score R_ui
 * @param signals by {@link Signal#ordinal()}; those that come from a former version may lack the last ones, which are 0
 * @param sources names of the retrievals that found it
 * @param similarTo position in {@link Interest#recent} of the past behavior nearest in text, or -1
 * @param followedFrom position in {@link Interest#trail} of the past item it most often follows, or -1
 * @param vector whitened unit vector of its text, or null
 */
@SuppressWarnings("ArrayRecordComponent") // a serialized shape, never compared
public record Candidate(
        String itemId,
        String title,
        float score,
        float[] signals,
        List<String> sources,
        int similarTo,
        int followedFrom,
        @Nullable QuantizedVector vector) {}
