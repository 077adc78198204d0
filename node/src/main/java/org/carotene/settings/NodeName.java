package org.carotene.settings;

import java.util.regex.Pattern;

/** The name of a node, {@code name@host}, unique in its cluster; the host may be short or fully qualified. */
public record NodeName(String value) implements Comparable<NodeName> {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.-]{1,64}@[A-Za-z0-9_.:-]{1,253}");

    public NodeName {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("node name: '" + value
                    + "' (expected: name@host, of letters, digits, '.', '_' and '-', at most 64 before the '@')");
        }
    }

    public String host() {
        return value.substring(value.indexOf('@') + 1);
    }

    @Override
    public int compareTo(NodeName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
