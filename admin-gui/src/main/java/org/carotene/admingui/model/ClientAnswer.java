package org.carotene.admingui.model;

import java.time.Instant;
import java.util.List;

/** One client with its channels. */
public record ClientAnswer(String answeredBy, Instant at, List<Missing> missing, ClientRow client) implements Answer {}
