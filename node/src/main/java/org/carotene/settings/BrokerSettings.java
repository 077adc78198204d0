package org.carotene.settings;

import java.util.Optional;

/**
 * A broker that gets a copy of what is published on this node.
 *
 * @param queueBytes publications that may wait for it; beyond that the oldest are dropped and counted
 */
public record BrokerSettings(
        Type type, String host, int port, Optional<String> user, Optional<String> password, int queueBytes) {

    /** The kinds of broker. */
    public enum Type {
        REDIS,
        RABBITMQ
    }

    @Override
    public String toString() {
        return "BrokerSettings[" + type + " " + host + ":" + port + "]";
    }
}
