package org.carotene.plugin;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The properties of a bean that have been set. */
final class PropertyMap {

    private PropertyMap() {}

    static void put(Map<String, Object> set, String property, @Nullable Object value) {
        if (value != null) {
            set.put(property, value);
        }
    }
}
