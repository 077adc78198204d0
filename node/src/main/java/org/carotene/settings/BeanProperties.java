package org.carotene.settings;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/** Takes the properties of a configuration bean into a draft; {@code cluster.discoveryPort} is {@code cluster.discovery_port}. */
final class BeanProperties {

    private BeanProperties() {}

    static void read(Map<String, Object> properties, Draft draft) {
        properties.forEach((property, value) -> {
            String where = "bean property " + property;
            Key<?> key = Keys.at(snakeCase(property))
                    .orElseThrow(
                            () -> new IllegalArgumentException("bean property: " + property + " (expected: a key)"));
            draft.write(key, written(where, value));
        });
    }

    private static String snakeCase(String property) {
        return property.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static Written written(String where, Object value) {
        if (value instanceof Collection<?> items) {
            return new Written.Items(
                    where,
                    items.stream()
                            .map(item -> new Written.Text(where, String.valueOf(item)))
                            .toList());
        }
        return new Written.Text(where, String.valueOf(value));
    }
}
