package org.carotene.settings;

import java.time.Duration;

/**
 * What clients may use up.
 *
 * @param maxFrameBytes largest text message from a client
 * @param maxPublishBodyBytes largest body of a REST publication
 * @param maxChannelNameLength longest channel name, in characters
 * @param channelNamePattern regular expression that a channel name must match as a whole
 * @param maxChannelsPerConnection subscriptions that one connection may hold
 * @param maxConnections connections that the node accepts, WebSockets and polling ids together
 * @param outboundBytesPerConnection what may wait for a client that reads slowly, before it is disconnected
 * @param laneOfferBytes publications that may wait for each lane
 * @param idleTimeout silence of a WebSocket client after which it is disconnected
 * @param pollTimeout how long a poll waits for something to tell
 * @param pollIdLifetime how long a polling id lives after its last use
 * @param pollBufferBytes what is kept for a polling id between its polls
 * @param drainTime over how long a node that leaves tells its clients to go, so that they do not return as a herd
 */
public record LimitSettings(
        int maxFrameBytes,
        int maxPublishBodyBytes,
        int maxChannelNameLength,
        String channelNamePattern,
        int maxChannelsPerConnection,
        int maxConnections,
        int outboundBytesPerConnection,
        int laneOfferBytes,
        Duration idleTimeout,
        Duration pollTimeout,
        Duration pollIdLifetime,
        int pollBufferBytes,
        Duration drainTime) {

    public static final LimitSettings DEFAULTS = new LimitSettings(
            65_536,
            65_536,
            255,
            "[^\\p{Cntrl}]+",
            128,
            100_000,
            1_048_576,
            33_554_432,
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofSeconds(100),
            1_048_576,
            Duration.ofSeconds(10));
}
