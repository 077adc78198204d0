package org.carotene.admingui.model;

import java.time.Instant;
import java.util.List;

/** What came of forgetting the nodes that are lost: whom any node forgot. */
public record Forgotten(String answeredBy, Instant at, List<Missing> missing, List<String> forgotten)
        implements Answer {
    public Forgotten {
        missing = List.copyOf(missing);
        forgotten = List.copyOf(forgotten);
    }
}
