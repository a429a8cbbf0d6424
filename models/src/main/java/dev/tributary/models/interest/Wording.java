package dev.tributary.models.interest;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
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
        try {
            return bundle.getString("action." + action);
        } catch (MissingResourceException e) {
            return action;
        }
    }

    String say(String key, Object... arguments) {
        return new MessageFormat(bundle.getString(key), bundle.getLocale()).format(arguments);
    }
}
