package org.carotene.launcher.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carotene.settings.Settings;
import org.carotene.settings.SettingsException;
import org.carotene.settings.SettingsReader;

/** The options of one command, each with its value, and what else stands there. */
public final class Options {

    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<String> words = new ArrayList<>();

    private Options() {}

    /**
     * Reads {@code --name value} and {@code --name=value}, each at most once.
     *
     * @throws UsageException if there is anything else
     */
    public static Options of(List<String> args, String... known) {
        Options options = mixed(args, List.of(), known);
        if (!options.words.isEmpty()) {
            throw new UsageException("unknown argument " + options.words.get(0));
        }
        return options;
    }

    /** The same, with flags that have no value, and with words beside the options. */
    public static Options mixed(List<String> args, List<String> flags, String... known) {
        Options options = new Options();
        for (int i = 0; i < args.size(); i++) {
            String arg = args.get(i);
            if (!arg.startsWith("-")) {
                options.words.add(arg);
                continue;
            }
            int equals = arg.indexOf('=');
            String name = equals < 0 ? arg : arg.substring(0, equals);
            boolean flag = flags.contains(arg);
            if (!flag && !Arrays.asList(known).contains(name)) {
                throw new UsageException("unknown argument " + arg);
            }
            if (!flag && equals < 0 && ++i == args.size()) {
                throw new UsageException(name + " needs a value");
            }
            String value = flag ? "" : equals < 0 ? args.get(i) : arg.substring(equals + 1);
            if (options.values.put(name, value) != null) {
                throw new UsageException(name + " is given twice");
            }
        }
        return options;
    }

    /**
     * The settings of the file that {@code --config} names, or the embedded defaults; with the overrides of this process.
     *
     * @throws SettingsException if they are not right
     */
    public Settings settings() {
        SettingsReader reader = SettingsReader.ofProcess();
        return find("--config").map(path -> reader.file(Path.of(path))).orElseGet(reader::defaults);
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** Whether there is such a flag. */
    public boolean has(String flag) {
        return values.containsKey(flag);
    }

    /** What stands beside the options. */
    List<String> words() {
        return List.copyOf(words);
    }
}
