package org.carotene.admingui.vm;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Channels and patterns as people write them: separated by spaces or commas, a pattern with {@code *} or {@code ?}. What is
 * between double quotes is one channel, whatever it has in it; a double quote inside is written twice.
 */
record ChannelNames(List<String> exact, List<String> patterns) {
    private static final Pattern NAME = Pattern.compile("\"((?:[^\"]|\"\")*)\"|[^\\s,]+");
    private static final Pattern PLAIN = Pattern.compile("[^\\s,*?\"]+");

    static ChannelNames of(String written) {
        List<String> exact = new ArrayList<>();
        List<String> patterns = new ArrayList<>();
        Matcher names = NAME.matcher(written);
        while (names.find()) {
            String quoted = names.group(1);
            String name = quoted == null ? names.group() : quoted.replace("\"\"", "\"");
            boolean pattern = quoted == null && (name.indexOf('*') >= 0 || name.indexOf('?') >= 0);
            List<String> list = pattern ? patterns : exact;
            if (!name.isEmpty() && !list.contains(name)) {
                list.add(name);
            }
        }
        return new ChannelNames(List.copyOf(exact), List.copyOf(patterns));
    }

    /** That one channel as it has to be written. */
    static String written(String channel) {
        return PLAIN.matcher(channel).matches() ? channel : '"' + channel.replace("\"", "\"\"") + '"';
    }

    int size() {
        return exact.size() + patterns.size();
    }
}
