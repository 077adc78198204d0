package org.carotene.settings;

import java.util.function.Function;

/**
 * What sort of text a setting takes: how it is read, shown and described.
 *
 * @param type as the documentation calls it
 * @param range as the documentation shows it, empty when any value of the type will do
 * @param secret whether a value must not be repeated in messages
 * @param many whether the setting is a list of such values
 */
record Kind<T>(
        String type,
        String range,
        boolean secret,
        boolean many,
        Function<String, T> reader,
        Function<T, String> shower) {

    Kind(String type, String range, Function<String, T> reader, Function<T, String> shower) {
        this(type, range, false, false, reader, shower);
    }

    /** Reads one value; any {@link IllegalArgumentException} means: not what was expected. */
    T read(String text) {
        return reader.apply(text);
    }

    String show(T value) {
        return shower.apply(value);
    }

    /** The end of a refusal. */
    String expected() {
        return many ? "(expected: a list, each " + described() + ")" : expectedItem();
    }

    /** The end of the refusal of one item of a list. */
    String expectedItem() {
        return "(expected: " + described() + ")";
    }

    private String described() {
        return range.isEmpty() ? type : type + (type.endsWith("one of") ? " " : ", ") + range;
    }
}
