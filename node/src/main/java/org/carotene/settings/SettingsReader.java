package org.carotene.settings;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Makes {@link Settings} of what an operator wrote: in a file or a bean, in the environment, on the command line of the
 * JVM; the later ones override the earlier.
 *
 * <p>Every way throws a {@link SettingsException} that lists all that is wrong.
 */
public final class SettingsReader {

    private final Map<String, String> environment;
    private final Map<String, String> properties;

    /** Overrides are taken from the given environment and properties; those that do not begin with our name are ignored. */
    public SettingsReader(Map<String, String> environment, Map<String, String> properties) {
        this.environment = Map.copyOf(environment);
        this.properties = Map.copyOf(properties);
    }

    /** With the overrides of this process. */
    public static SettingsReader ofProcess() {
        Map<String, String> properties = new HashMap<>();
        System.getProperties()
                .stringPropertyNames()
                .forEach(name -> properties.put(name, System.getProperty(name, "")));
        return new SettingsReader(System.getenv(), properties);
    }

    /** The embedded defaults with the overrides. */
    public Settings defaults() {
        return read(draft -> {});
    }

    public Settings file(Path file) {
        return read(draft -> YamlFile.read(file, draft));
    }

    /** Text as it would stand in a file of the given name. */
    public Settings text(String name, String text) {
        return read(draft -> YamlFile.read(name, text, draft));
    }

    /** Properties of a bean, named as in Java: {@code port}, {@code cluster.discoveryPort}. */
    public Settings bean(Map<String, Object> bean) {
        return read(draft -> BeanProperties.read(bean, draft));
    }

    private Settings read(Consumer<Draft> source) {
        Draft draft = new Draft();
        source.accept(draft);
        Overrides.readEnvironment(environment, draft);
        Overrides.readProperties(properties, draft);
        Settings settings = new SettingsDraft(draft).settings();
        draft.check();
        return settings;
    }
}
