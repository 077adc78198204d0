package org.carotene.admingui.model;

import java.time.Instant;
import java.util.List;

/** One node with its detail. */
public record NodeAnswer(String answeredBy, Instant at, List<Missing> missing, NodeSummary node) implements Answer {}
