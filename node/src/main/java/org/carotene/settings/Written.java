package org.carotene.settings;

import java.util.List;

/** A value as somebody wrote it, and where. */
sealed interface Written {

    /** The place, for messages: {@code carotene.yaml:3: port}. */
    String where();

    /** One value. */
    record Text(String where, String text) implements Written {}

    /** A list of values. */
    record Items(String where, List<Text> items) implements Written {}
}
