package org.carotene.plugin;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A broker that gets a copy of what is published on this node. Properties that are not set have the settings' defaults; checked when the node starts. */
public final class BrokerConfiguration {

    private @Nullable String type;
    private @Nullable String host;
    private @Nullable Integer port;
    private @Nullable String user;
    private @Nullable String password;
    private @Nullable String queueSize;

    /** Redis or rabbitmq. */
    public @Nullable String getType() {
        return type;
    }

    public void setType(@Nullable String type) {
        this.type = type;
    }

    /** The broker's host. */
    public @Nullable String getHost() {
        return host;
    }

    public void setHost(@Nullable String host) {
        this.host = host;
    }

    /** The broker's port. */
    public @Nullable Integer getPort() {
        return port;
    }

    public void setPort(@Nullable Integer port) {
        this.port = port;
    }

    /** User name. */
    public @Nullable String getUser() {
        return user;
    }

    public void setUser(@Nullable String user) {
        this.user = user;
    }

    /** Password. */
    public @Nullable String getPassword() {
        return password;
    }

    public void setPassword(@Nullable String password) {
        this.password = password;
    }

    /** Publications that may wait for the broker, such as 16MiB. */
    public @Nullable String getQueueSize() {
        return queueSize;
    }

    public void setQueueSize(@Nullable String queueSize) {
        this.queueSize = queueSize;
    }

    void properties(String prefix, Map<String, Object> set) {
        PropertyMap.put(set, prefix + "type", type);
        PropertyMap.put(set, prefix + "host", host);
        PropertyMap.put(set, prefix + "port", port);
        PropertyMap.put(set, prefix + "user", user);
        PropertyMap.put(set, prefix + "password", password);
        PropertyMap.put(set, prefix + "queueSize", queueSize);
    }
}
