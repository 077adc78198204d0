package org.carotene.rest;

/** Where a path leads: an endpoint and, for the paths below a channel, the channel's name as it was meant. */
record Route(Endpoint endpoint, String channel) {}
