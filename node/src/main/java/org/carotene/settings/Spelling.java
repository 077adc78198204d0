package org.carotene.settings;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what was probably meant by a name that is not known. */
final class Spelling {

    private Spelling() {}

    /** The end of a refusal: the nearest of the names, when one is near enough to be meant. */
    static String suggestion(String wrong, Stream<String> names) {
        Optional<String> near = names.min(Comparator.comparingInt((String name) -> far(wrong, name)))
                .filter(name -> far(wrong, name) <= Math.max(2, wrong.length() / 3));
        return near.map(name -> " (did you mean: " + name + ")").orElse("");
    }

    /** The distance, where leaving out the section before the key is a small mistake. */
    private static int far(String wrong, String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        return Math.min(distance(wrong, name), distance(wrong, last) + (last.equals(name) ? 0 : 1));
    }

    /** How many letters must be put in, left out or changed to make one of the other; capitals do not count. */
    static int distance(String one, String other) {
        String left = one.toLowerCase(Locale.ROOT);
        String right = other.toLowerCase(Locale.ROOT);
        int[] row = new int[right.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[right.length()];
    }
}
