package org.carotene.transport.websocket;

import java.util.concurrent.atomic.LongAdder;
import org.carotene.settings.LimitSettings;

/**
 * What one WebSocket may use up, shared by all of them.
 *
 * @param messageBytes largest message from a client
 * @param outboundBytes what may wait for a slow client
 * @param idleNanos silence after which a client is disconnected
 * @param slow counts clients that were disconnected because they read too slowly
 */
public record SocketLimits(int messageBytes, long outboundBytes, long idleNanos, LongAdder slow) {

    /** As the settings have them. */
    public static SocketLimits of(LimitSettings limits, LongAdder slow) {
        return new SocketLimits(
                limits.maxFrameBytes(),
                limits.outboundBytesPerConnection(),
                limits.idleTimeout().toNanos(),
                slow);
    }
}
