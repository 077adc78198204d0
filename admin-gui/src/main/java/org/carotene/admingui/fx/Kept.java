package org.carotene.admingui.fx;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.Property;
import javafx.beans.property.StringProperty;
import org.carotene.admingui.profile.Memory;

/** Properties that are as they were at the last start. JavaFX thread only. */
public final class Kept {
    /** Those that are listened to already: a page may be made several times for one model. */
    private static final Set<Object> KEPT = Collections.newSetFromMap(new WeakHashMap<>());

    private Kept() {}

    /** A text, such as a filter's. */
    public static void text(Memory memory, String key, StringProperty property) {
        property.set(memory.text(key, property.get()));
        keep(memory, key, property);
    }

    /** One of some words; a word that is not one of them any more is forgotten. */
    public static void choice(Memory memory, String key, List<String> words, Property<String> property) {
        String kept = memory.text(key, property.getValue());
        if (words.contains(kept)) {
            property.setValue(kept);
        }
        keep(memory, key, property);
    }

    public static void flag(Memory memory, String key, BooleanProperty property) {
        property.set(memory.flag(key, property.get()));
        if (KEPT.add(property)) {
            property.addListener((observable, before, now) -> memory.keep(key, now));
        }
    }

    private static void keep(Memory memory, String key, Property<String> property) {
        if (KEPT.add(property)) {
            property.addListener((observable, before, now) -> memory.keep(key, now));
        }
    }
}
