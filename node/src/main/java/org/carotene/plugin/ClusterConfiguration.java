package org.carotene.plugin;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the node lives with the others, beyond what Ignite's own configuration says. Properties that are not set have the settings' defaults; checked when the node starts. */
public final class ClusterConfiguration {

    private @Nullable String secret;
    private SslConfiguration ssl = new SslConfiguration();
    private @Nullable String heal;
    private @Nullable String minority;
    private @Nullable Integer backups;
    private @Nullable String queueSizePerNode;
    private @Nullable String heldSize;
    private @Nullable String heldTime;

    /** What every node of the cluster must know. */
    public @Nullable String getSecret() {
        return secret;
    }

    public void setSecret(@Nullable String secret) {
        this.secret = secret;
    }

    /** TLS between the nodes; here the authorities are those whose certificates are taken from other nodes. */
    public SslConfiguration getSsl() {
        return ssl;
    }

    public void setSsl(SslConfiguration ssl) {
        this.ssl = ssl;
    }

    /** Auto or off: whether a heal may replace the Ignite node. */
    public @Nullable String getHeal() {
        return heal;
    }

    public void setHeal(@Nullable String heal) {
        this.heal = heal;
    }

    /** Serve or refuse: what the smaller side of a split does with publications. */
    public @Nullable String getMinority() {
        return minority;
    }

    public void setMinority(@Nullable String minority) {
        this.minority = minority;
    }

    /** Copies of each presence row beside the first. */
    public @Nullable Integer getBackups() {
        return backups;
    }

    public void setBackups(@Nullable Integer backups) {
        this.backups = backups;
    }

    /** What may wait for one other node, such as 64MiB. */
    public @Nullable String getQueueSizePerNode() {
        return queueSizePerNode;
    }

    public void setQueueSizePerNode(@Nullable String queueSizePerNode) {
        this.queueSizePerNode = queueSizePerNode;
    }

    /** Publications that are kept while the node is detached, such as 16MiB. */
    public @Nullable String getHeldSize() {
        return heldSize;
    }

    public void setHeldSize(@Nullable String heldSize) {
        this.heldSize = heldSize;
    }

    /** For how long they are kept, such as 10s. */
    public @Nullable String getHeldTime() {
        return heldTime;
    }

    public void setHeldTime(@Nullable String heldTime) {
        this.heldTime = heldTime;
    }

    void properties(String prefix, Map<String, Object> set) {
        PropertyMap.put(set, prefix + "secret", secret);
        ssl.properties(prefix + "ssl.", set);
        PropertyMap.put(set, prefix + "heal", heal);
        PropertyMap.put(set, prefix + "minority", minority);
        PropertyMap.put(set, prefix + "backups", backups);
        PropertyMap.put(set, prefix + "queueSizePerNode", queueSizePerNode);
        PropertyMap.put(set, prefix + "heldSize", heldSize);
        PropertyMap.put(set, prefix + "heldTime", heldTime);
    }
}
