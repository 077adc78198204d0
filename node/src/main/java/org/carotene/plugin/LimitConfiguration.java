package org.carotene.plugin;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What clients may use up. Properties that are not set have the settings' defaults; checked when the node starts. */
public final class LimitConfiguration {

    private @Nullable String maxFrameSize;
    private @Nullable String maxPublishBodySize;
    private @Nullable String maxHeaderSize;
    private @Nullable Integer acceptBacklog;
    private @Nullable Integer maxChannelNameLength;
    private @Nullable String channelNamePattern;
    private @Nullable Integer maxChannelsPerConnection;
    private @Nullable Integer maxConnections;
    private @Nullable String outboundQueueSize;
    private @Nullable String laneQueueSize;
    private @Nullable String idleTimeout;
    private @Nullable String pollTimeout;
    private @Nullable String pollIdLifetime;
    private @Nullable String pollBufferSize;
    private @Nullable String drainTime;

    /** Largest text message from a client, such as 64KiB. */
    public @Nullable String getMaxFrameSize() {
        return maxFrameSize;
    }

    public void setMaxFrameSize(@Nullable String maxFrameSize) {
        this.maxFrameSize = maxFrameSize;
    }

    /** Largest body of a REST publication, such as 64KiB. */
    public @Nullable String getMaxPublishBodySize() {
        return maxPublishBodySize;
    }

    public void setMaxPublishBodySize(@Nullable String maxPublishBodySize) {
        this.maxPublishBodySize = maxPublishBodySize;
    }

    /** Largest header of a request, such as 8KiB. */
    public @Nullable String getMaxHeaderSize() {
        return maxHeaderSize;
    }

    public void setMaxHeaderSize(@Nullable String maxHeaderSize) {
        this.maxHeaderSize = maxHeaderSize;
    }

    /** Connections that may wait to be accepted. */
    public @Nullable Integer getAcceptBacklog() {
        return acceptBacklog;
    }

    public void setAcceptBacklog(@Nullable Integer acceptBacklog) {
        this.acceptBacklog = acceptBacklog;
    }

    /** Longest channel name, in characters. */
    public @Nullable Integer getMaxChannelNameLength() {
        return maxChannelNameLength;
    }

    public void setMaxChannelNameLength(@Nullable Integer maxChannelNameLength) {
        this.maxChannelNameLength = maxChannelNameLength;
    }

    /** Regular expression that a channel name must match as a whole. */
    public @Nullable String getChannelNamePattern() {
        return channelNamePattern;
    }

    public void setChannelNamePattern(@Nullable String channelNamePattern) {
        this.channelNamePattern = channelNamePattern;
    }

    /** Subscriptions that one connection may hold. */
    public @Nullable Integer getMaxChannelsPerConnection() {
        return maxChannelsPerConnection;
    }

    public void setMaxChannelsPerConnection(@Nullable Integer maxChannelsPerConnection) {
        this.maxChannelsPerConnection = maxChannelsPerConnection;
    }

    /** Connections that the node accepts. */
    public @Nullable Integer getMaxConnections() {
        return maxConnections;
    }

    public void setMaxConnections(@Nullable Integer maxConnections) {
        this.maxConnections = maxConnections;
    }

    /** What may wait for a client that reads slowly, such as 1MiB. */
    public @Nullable String getOutboundQueueSize() {
        return outboundQueueSize;
    }

    public void setOutboundQueueSize(@Nullable String outboundQueueSize) {
        this.outboundQueueSize = outboundQueueSize;
    }

    /** Publications that may wait for each lane, such as 32MiB. */
    public @Nullable String getLaneQueueSize() {
        return laneQueueSize;
    }

    public void setLaneQueueSize(@Nullable String laneQueueSize) {
        this.laneQueueSize = laneQueueSize;
    }

    /** Silence of a WebSocket client after which it is disconnected, such as 60s. */
    public @Nullable String getIdleTimeout() {
        return idleTimeout;
    }

    public void setIdleTimeout(@Nullable String idleTimeout) {
        this.idleTimeout = idleTimeout;
    }

    /** How long a poll waits for something to tell, such as 60s. */
    public @Nullable String getPollTimeout() {
        return pollTimeout;
    }

    public void setPollTimeout(@Nullable String pollTimeout) {
        this.pollTimeout = pollTimeout;
    }

    /** How long a polling id lives after its last use, such as 100s. */
    public @Nullable String getPollIdLifetime() {
        return pollIdLifetime;
    }

    public void setPollIdLifetime(@Nullable String pollIdLifetime) {
        this.pollIdLifetime = pollIdLifetime;
    }

    /** What is kept for a polling id between its polls, such as 1MiB. */
    public @Nullable String getPollBufferSize() {
        return pollBufferSize;
    }

    public void setPollBufferSize(@Nullable String pollBufferSize) {
        this.pollBufferSize = pollBufferSize;
    }

    /** Over how long a node that leaves tells its clients to go, such as 10s. */
    public @Nullable String getDrainTime() {
        return drainTime;
    }

    public void setDrainTime(@Nullable String drainTime) {
        this.drainTime = drainTime;
    }

    void properties(String prefix, Map<String, Object> set) {
        PropertyMap.put(set, prefix + "maxFrameSize", maxFrameSize);
        PropertyMap.put(set, prefix + "maxPublishBodySize", maxPublishBodySize);
        PropertyMap.put(set, prefix + "maxHeaderSize", maxHeaderSize);
        PropertyMap.put(set, prefix + "acceptBacklog", acceptBacklog);
        PropertyMap.put(set, prefix + "maxChannelNameLength", maxChannelNameLength);
        PropertyMap.put(set, prefix + "channelNamePattern", channelNamePattern);
        PropertyMap.put(set, prefix + "maxChannelsPerConnection", maxChannelsPerConnection);
        PropertyMap.put(set, prefix + "maxConnections", maxConnections);
        PropertyMap.put(set, prefix + "outboundQueueSize", outboundQueueSize);
        PropertyMap.put(set, prefix + "laneQueueSize", laneQueueSize);
        PropertyMap.put(set, prefix + "idleTimeout", idleTimeout);
        PropertyMap.put(set, prefix + "pollTimeout", pollTimeout);
        PropertyMap.put(set, prefix + "pollIdLifetime", pollIdLifetime);
        PropertyMap.put(set, prefix + "pollBufferSize", pollBufferSize);
        PropertyMap.put(set, prefix + "drainTime", drainTime);
    }
}
