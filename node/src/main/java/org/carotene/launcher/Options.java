package org.carotene.launcher;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The options of one command, each with its value. */
final class Options {

    private final Map<String, String> values = new LinkedHashMap<>();

    private Options() {}

    /**
     * Reads {@code --name value} and {@code --name=value}, each at most once.
     *
     * @throws UsageException if there is anything else
     */
    static Options of(List<String> args, String... known) {
        Options options = new Options();
        for (int i = 0; i < args.size(); i++) {
            String arg = args.get(i);
            int equals = arg.indexOf('=');
            String name = equals < 0 ? arg : arg.substring(0, equals);
            if (!Arrays.asList(known).contains(name)) {
                throw new UsageException("unknown argument " + arg);
            }
            if (equals < 0 && ++i == args.size()) {
                throw new UsageException(name + " needs a value");
            }
            String value = equals < 0 ? args.get(i) : arg.substring(equals + 1);
            if (options.values.put(name, value) != null) {
                throw new UsageException(name + " is given twice");
            }
        }
        return options;
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }
}
