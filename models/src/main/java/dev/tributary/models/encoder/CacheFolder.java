package dev.tributary.models.encoder;

import java.nio.file.Path;
import java.util.Map;

/** The user's folder for what can be made again: converted models, unpacked native libraries, encoded texts. */
public record CacheFolder(Path path) {
    /** @return {@code $TRIBUTARY_CACHE}, else {@code $XDG_CACHE_HOME/tributary}, else {@code ~/.cache/tributary} */
    public static CacheFolder ofUser() {
        return of(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    static CacheFolder of(Map<String, String> environment, Path home) {
        String own = environment.getOrDefault("TRIBUTARY_CACHE", "");
        if (!own.isBlank()) {
            return new CacheFolder(Path.of(own).toAbsolutePath());
        }
        String shared = environment.getOrDefault("XDG_CACHE_HOME", "");
        return new CacheFolder(
                (shared.isBlank() ? home.resolve(".cache") : Path.of(shared).toAbsolutePath()).resolve("tributary"));
    }

    /** @return where model directories lie, one per content hash */
    public Path models() {
        return path.resolve("models");
    }

    /** @return where native libraries are unpacked */
    public Path engine() {
        return path.resolve("engine");
    }

    /** @return where encoded texts are kept by default */
    public Path vectors() {
        return path.resolve("vectors");
    }
}
