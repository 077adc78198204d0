package org.carotene.admingui.vm;

import java.util.Locale;

/** The pages of the window, in the order of its menu. */
public enum PageId {
    OVERVIEW(true),
    NODES(true),
    CHANNELS(true),
    CLIENTS(true),
    TAIL(true),
    PUBLISH(true),
    EVENTS(true),
    CONNECTIONS(false),
    SETTINGS(false);

    private final boolean ofCluster;

    PageId(boolean ofCluster) {
        this.ofCluster = ofCluster;
    }

    /** Whether it needs a cluster to be connected to. */
    public boolean ofCluster() {
        return ofCluster;
    }

    /** What its texts and what it remembers begin with. */
    public String key() {
        return "page." + name().toLowerCase(Locale.ROOT);
    }
}
