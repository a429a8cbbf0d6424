package dev.tributary.job.settings;

/**
 * One setting as somebody wrote it.
 *
 * @param key its full key, for example {@code tributary.profile.history-length}
 * @param value text, or a list or map of texts, lists and maps
 * @param origin where it was written, for a person: {@code settings.yaml:12}, {@code TRIBUTARY_…}, {@code --set}
 */
record Setting(String key, Object value, String origin) {
    static final String PREFIX = "tributary.";

    boolean ours() {
        return key.startsWith(PREFIX);
    }
}
