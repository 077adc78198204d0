package org.carotene.admingui.fx;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * The texts of the application in the language of the operator, from the bundles {@code texts*.properties}.
 *
 * <p>One language for the process, chosen before the first window and by the settings page, which builds the window anew.
 */
public final class Texts {
    /** The languages that there are bundles for; the first is taken for all others. */
    public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);

    private static final String BUNDLE = "org.carotene.admingui.texts";

    private static final String SENTENCES = "org.carotene.admingui.sentences";

    private static volatile ResourceBundle bundle = load(BUNDLE, Locale.ENGLISH);
    private static volatile ResourceBundle sentences = load(SENTENCES, Locale.ENGLISH);

    private Texts() {}

    /** Uses that language, or English if there is no bundle for it. */
    public static void use(Locale locale) {
        bundle = load(BUNDLE, locale);
        sentences = load(SENTENCES, locale);
    }

    /** The language in use. */
    public static Locale locale() {
        return bundle.getLocale().getLanguage().isEmpty() ? Locale.ENGLISH : bundle.getLocale();
    }

    /** The text of a key, with the values put in. A key without a text shows as itself, in exclamation marks. */
    public static String text(String key, Object... values) {
        String pattern;
        try {
            pattern = bundle.getString(key);
        } catch (MissingResourceException e) {
            return "!" + key + "!";
        }
        return new MessageFormat(pattern, locale()).format(values);
    }

    /** Whether there is a text for that key, for words that come from a node. */
    public static boolean has(String key) {
        return bundle.containsKey(key);
    }

    /** The pattern of a sentence of nodes, with the names of its values in braces; null for one that is not known. */
    static @Nullable String sentence(String kind) {
        ResourceBundle known = sentences;
        return known.containsKey(kind) ? known.getString(kind) : null;
    }

    private static ResourceBundle load(String name, Locale locale) {
        return ResourceBundle.getBundle(
                name, locale, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
