package org.carotene.admingui.model;

import java.time.Instant;
import java.util.List;

/** What a tail tells at once. */
public record TailBatch(
        String answeredBy, Instant at, List<Missing> missing, long dropped, long droppedTotal, List<TailItem> items)
        implements Answer {}
