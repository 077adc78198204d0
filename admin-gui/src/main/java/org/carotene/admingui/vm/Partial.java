package org.carotene.admingui.vm;

import static org.carotene.admingui.fx.Texts.text;

import java.util.List;
import java.util.stream.Collectors;
import org.carotene.admingui.fx.Sentences;
import org.carotene.admingui.model.Missing;

/** Says of an answer which nodes it is without. */
final class Partial {
    private Partial() {}

    /** One line, or empty if nobody is missing. */
    static String words(List<Missing> missing) {
        return missing.isEmpty()
                ? ""
                : text(
                        "partial",
                        missing.stream()
                                .map(one -> one.node() + " (" + Sentences.words(one.sentence()) + ")")
                                .collect(Collectors.joining(", ")));
    }

    static String names(List<Missing> missing) {
        return missing.stream().map(Missing::node).collect(Collectors.joining(", "));
    }
}
