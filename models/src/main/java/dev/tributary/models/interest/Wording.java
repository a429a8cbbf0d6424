package dev.tributary.models.interest;

import java.text.MessageFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/**
 * The words of text profiles and reasons in one language, from {@code wording_xx.properties} beside this class. An action without words of
 * its own stands for itself. Safe for use by many threads.
 */
public final class Wording {
    /** Languages that have words. */
    public static final List<String> LANGUAGES = List.of("en", "zh");

    private static final Wording ENGLISH = new Wording("en");
    private static final Wording CHINESE = new Wording("zh");

    private final ResourceBundle bundle;
    /** Parsed patterns by key; a format is for one thread. */
    private final ThreadLocal<Map<String, MessageFormat>> formats = ThreadLocal.withInitial(HashMap::new);

    private Wording(String language) {
        this.bundle = ResourceBundle.getBundle(
                Wording.class.getPackageName() + ".wording",
                Locale.forLanguageTag(language),
                Wording.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** @param language an ISO 639-1 code; English stands in for languages without words */
    public static Wording of(String language) {
        return language.equals("zh") ? CHINESE : ENGLISH;
    }

    /** @return what the user did, for example {@code bought} for {@code purchase} */
    public String action(String action) {
        String key = "action." + action;
        return bundle.containsKey(key) ? bundle.getString(key) : action;
    }

    String say(String key, Object... arguments) {
        return formats.get().computeIfAbsent(key, this::format).format(arguments);
    }

    private MessageFormat format(String key) {
        return new MessageFormat(bundle.getString(key), bundle.getLocale());
    }
}
