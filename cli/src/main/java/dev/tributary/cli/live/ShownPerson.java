package dev.tributary.cli.live;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One user as a person reads about them.
 *
 * @param revision behaviors reflected in the newest list
 * @param profile the text profile, newest line first; null where nobody has asked for it
 * @param behaviors newest first
 */
public record ShownPerson(
        String id, long revision, @Nullable String profile, List<ShownBehavior> behaviors) {}
