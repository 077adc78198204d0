package org.carotene.admingui.model;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is told to the operator: in English, and where it is known which sentence it is, as its kind with values, to be said
 * in his language.
 *
 * @param kind which sentence it is, or null for words that nobody has in another language
 * @param values what stands in it, by name: texts, numbers, lists, sentences, and objects that are sentences as JSON
 * @param text all of it in English
 */
public record Sentence(@Nullable String kind, Map<String, Object> values, String text) {
    public Sentence {
        Map<String, Object> known = new HashMap<>();
        if (values != null) {
            values.forEach((name, value) -> {
                if (value != null) {
                    known.put(name, value);
                }
            });
        }
        values = Map.copyOf(known);
        text = text == null ? "" : text;
    }

    /** Words of somebody else. */
    public static Sentence free(@Nullable String text) {
        return new Sentence(null, Map.of(), text == null ? "" : text);
    }

    /** A sentence of this program, whose kinds begin with {@code own_}; its text is for the log. */
    public static Sentence own(String kind, String text, Map<String, Object> values) {
        return new Sentence(kind, values, text);
    }

    /** The sentence that a value is, or null if it is none. */
    public static @Nullable Sentence in(Object value) {
        if (value instanceof Sentence sentence) {
            return sentence;
        }
        if (!(value instanceof Map<?, ?> tree)) {
            return null;
        }
        Map<String, Object> values = new HashMap<>();
        if (tree.get("values") instanceof Map<?, ?> inner) {
            inner.forEach((name, one) -> {
                if (one != null) {
                    values.put(String.valueOf(name), one);
                }
            });
        }
        Object kind = tree.get("kind");
        return new Sentence(kind == null ? null : kind.toString(), values, String.valueOf(tree.get("text")));
    }

    @Override
    public String toString() {
        return text;
    }
}
