package org.carotene.settings;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What is set outside the file: environment variables ({@code CAROTENE_PORT}) and, above them, properties of the JVM
 * ({@code -Dcarotene.port}, secrets excepted). Items of a list are separated by commas; an empty value counts as not
 * set.
 */
final class Overrides {

    /** What the start script and the logging configuration understand, and not the node. */
    static final Set<String> VARIABLES_OF_THE_SCRIPT = Set.of(
            "CAROTENE_JAVA_OPTS",
            "CAROTENE_RUN_DIR",
            "CAROTENE_LOG_DIR",
            "CAROTENE_START_SECONDS",
            "CAROTENE_STOP_SECONDS",
            "CAROTENE_CDS");

    static final Set<String> PROPERTIES_OF_THE_SCRIPT = Set.of("carotene.log.dir", "carotene.run.dir");

    private final Map<String, Key<?>> names = new HashMap<>();
    private final Set<String> ignored;
    private final String prefix;

    /** Whether others get to see such a value: a secret is refused then. */
    private final boolean seen;

    private final String what;

    private Overrides(String what, String prefix, boolean seen, UnaryOperator<String> naming, Set<String> ignored) {
        this.what = what;
        this.prefix = prefix;
        this.seen = seen;
        this.ignored = ignored;
        Keys.SECTIONS.forEach(
                (section, shortForm) -> shortForm.ifPresent(key -> names.put(naming.apply(section), key)));
        Keys.all().forEach(key -> names.put(naming.apply(key.path()), key));
    }

    static void readEnvironment(Map<String, String> environment, Draft draft) {
        new Overrides("environment variable", "CAROTENE_", false, Key::variable, VARIABLES_OF_THE_SCRIPT)
                .read(environment, draft);
    }

    static void readProperties(Map<String, String> properties, Draft draft) {
        new Overrides("system property", "carotene.", true, path -> "carotene." + path, PROPERTIES_OF_THE_SCRIPT)
                .read(properties, draft);
    }

    private void read(Map<String, String> values, Draft draft) {
        Map<Key<?>, String> set = new HashMap<>();
        new TreeMap<>(values).forEach((name, value) -> {
            if (name.startsWith(prefix) && !ignored.contains(name) && !value.isEmpty()) {
                read(name, value, set, draft);
            }
        });
    }

    private void read(String name, String value, Map<Key<?>, String> set, Draft draft) {
        String where = what + " " + name;
        Key<?> key = names.get(name);
        if (key == null) {
            draft.complain(where, "unknown" + Spelling.suggestion(name, names.keySet().stream()));
            return;
        }
        if (seen && key.kind().secret()) {
            draft.complain(
                    where,
                    "is a secret, and Ignite shows all nodes what a JVM was started with (expected: " + key.path()
                            + " in the file, or the environment variable " + key.variable() + ")");
            return;
        }
        String before = set.putIfAbsent(key, name);
        if (before != null) {
            draft.complain(where, "is set again (expected: once, also set as " + before + ")");
            return;
        }
        draft.write(key, key.kind().many() ? items(where, value) : new Written.Text(where, value));
    }

    private static Written items(String where, String value) {
        Stream<String> items =
                Arrays.stream(value.split(",", -1)).map(String::strip).filter(item -> !item.isEmpty());
        List<Written.Text> texts =
                items.map(item -> new Written.Text(where, item)).toList();
        return new Written.Items(where, texts);
    }
}
