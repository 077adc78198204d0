package org.carotene.settings;

import java.util.List;

/** Settings with which a node does not start; one line for each thing that is wrong, with its place. */
public final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> complaints;

    public SettingsException(List<String> complaints) {
        super(String.join("\n", complaints));
        this.complaints = List.copyOf(complaints);
    }

    public List<String> complaints() {
        return complaints;
    }
}
