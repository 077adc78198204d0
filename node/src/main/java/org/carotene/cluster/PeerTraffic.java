package org.carotene.cluster;

import org.carotene.settings.NodeName;

/**
 * What has passed between this node and another since they met.
 *
 * @param queuedBytes what waits for the other node now
 * @param framesDropped what did not fit into its queue or could not be sent
 */
public record PeerTraffic(
        NodeName node,
        long queuedBytes,
        long messagesSent,
        long bytesSent,
        long publicationsSent,
        long messagesReceived,
        long publicationsReceived,
        long framesDropped) {}
