package org.carotene.admingui.model;

import java.time.Instant;
import java.util.List;

/** One channel. */
public record ChannelAnswer(String answeredBy, Instant at, List<Missing> missing, ChannelDetail channel)
        implements Answer {}
