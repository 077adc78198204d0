package org.carotene.admingui.fx;

import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.carotene.admingui.model.Sentence;
import org.jspecify.annotations.Nullable;

/**
 * Says in the language of the operator what nodes have to say. A sentence that this program does not know, or whose values
 * are not all there, is said in the words that came with it.
 */
public final class Sentences {
    private static final Pattern VALUE = Pattern.compile("\\{([a-z_]+)}");

    private Sentences() {}

    /** Empty where there is nothing to say. */
    public static String words(@Nullable Sentence sentence) {
        if (sentence == null) {
            return "";
        }
        String pattern = sentence.kind() == null ? null : Texts.sentence(sentence.kind());
        if (pattern == null) {
            return sentence.text();
        }
        Matcher places = VALUE.matcher(pattern);
        StringBuilder words = new StringBuilder();
        while (places.find()) {
            String name = places.group(1);
            Object value = sentence.values().get(name);
            if (value == null) {
                return sentence.text();
            }
            places.appendReplacement(words, Matcher.quoteReplacement(value(name, value)));
        }
        return places.appendTail(words).toString();
    }

    /** As all figures of the program, by what the end of its name says about its unit. */
    private static String value(String name, Object value) {
        Sentence inner = Sentence.in(value);
        if (inner != null) {
            return words(inner);
        }
        if (value instanceof Number number) {
            if (name.endsWith("_ms")) {
                return Units.span(number.longValue());
            }
            return name.endsWith("_bytes") ? Units.bytes(number.longValue()) : Units.count(number.longValue());
        }
        return value instanceof Collection<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
                : value.toString();
    }
}
