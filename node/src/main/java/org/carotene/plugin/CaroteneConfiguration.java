package org.carotene.plugin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.ignite.plugin.PluginConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a Carotene node as a bean, for Ignite's Spring XML: put it among the plugin configurations, or give it
 * to a {@link CarotenePluginProvider}.
 *
 * <p>The properties are the keys of the settings file in Java's spelling, {@code cluster.held_time} as
 * {@code cluster.heldTime}; what is not set has the same default. Sizes and times are texts with their unit. Nothing is
 * checked before the node starts; then everything that is wrong is named at once.
 */
public final class CaroteneConfiguration implements PluginConfiguration {

    private @Nullable String nodeName;
    private @Nullable String address;
    private @Nullable Integer port;
    private @Nullable Integer lanes;
    private @Nullable Boolean ioUring;
    private @Nullable List<String> allowedOrigins;
    private @Nullable List<String> restrictApiAccessTo;
    private @Nullable Boolean demoPage;
    private @Nullable List<String> nodesInCluster;
    private @Nullable String authenticateUrl;
    private @Nullable String subscribeUrl;
    private @Nullable List<String> subscribedChannels;
    private CompressionConfiguration compression = new CompressionConfiguration();
    private SslConfiguration ssl = new SslConfiguration();
    private ClusterConfiguration cluster = new ClusterConfiguration();
    private PresenceConfiguration presence = new PresenceConfiguration();
    private AuthorizationConfiguration publishAuthorization = new AuthorizationConfiguration();
    private AuthorizationConfiguration subscribeAuthorization = new AuthorizationConfiguration();
    private BackendConfiguration backend = new BackendConfiguration();
    private BrokerConfiguration broker = new BrokerConfiguration();
    private LimitConfiguration limits = new LimitConfiguration();
    private AdminConfiguration admin = new AdminConfiguration();

    /** Name@host, unique in the cluster. */
    public @Nullable String getNodeName() {
        return nodeName;
    }

    public void setNodeName(@Nullable String nodeName) {
        this.nodeName = nodeName;
    }

    /** The address to listen on for HTTP and WebSocket; all without it. */
    public @Nullable String getAddress() {
        return address;
    }

    public void setAddress(@Nullable String address) {
        this.address = address;
    }

    /** The port for HTTP and WebSocket. */
    public @Nullable Integer getPort() {
        return port;
    }

    public void setPort(@Nullable Integer port) {
        this.port = port;
    }

    /** Threads that read and write connections; 0 for one per two cores. */
    public @Nullable Integer getLanes() {
        return lanes;
    }

    public void setLanes(@Nullable Integer lanes) {
        this.lanes = lanes;
    }

    /** Whether lanes hand the writes of a round to the kernel at once, where it has io_uring. */
    public @Nullable Boolean getIoUring() {
        return ioUring;
    }

    public void setIoUring(@Nullable Boolean ioUring) {
        this.ioUring = ioUring;
    }

    /** Origins that browsers may connect from. */
    public @Nullable List<String> getAllowedOrigins() {
        return allowedOrigins;
    }

    public void setAllowedOrigins(@Nullable List<String> allowedOrigins) {
        this.allowedOrigins = allowedOrigins;
    }

    /** Addresses and ranges that may use the REST API. */
    public @Nullable List<String> getRestrictApiAccessTo() {
        return restrictApiAccessTo;
    }

    public void setRestrictApiAccessTo(@Nullable List<String> restrictApiAccessTo) {
        this.restrictApiAccessTo = restrictApiAccessTo;
    }

    /** Whether / shows the demo page. */
    public @Nullable Boolean getDemoPage() {
        return demoPage;
    }

    public void setDemoPage(@Nullable Boolean demoPage) {
        this.demoPage = demoPage;
    }

    /** The other nodes, as host, host:port, host:from..to or name@host. */
    public @Nullable List<String> getNodesInCluster() {
        return nodesInCluster;
    }

    public void setNodesInCluster(@Nullable List<String> nodesInCluster) {
        this.nodesInCluster = nodesInCluster;
    }

    /** The backend's address that says who a client is. */
    public @Nullable String getAuthenticateUrl() {
        return authenticateUrl;
    }

    public void setAuthenticateUrl(@Nullable String authenticateUrl) {
        this.authenticateUrl = authenticateUrl;
    }

    /** The backend's address that publications on subscribed channels go to. */
    public @Nullable String getSubscribeUrl() {
        return subscribeUrl;
    }

    public void setSubscribeUrl(@Nullable String subscribeUrl) {
        this.subscribeUrl = subscribeUrl;
    }

    /** The channels that the backend wants. */
    public @Nullable List<String> getSubscribedChannels() {
        return subscribedChannels;
    }

    public void setSubscribedChannels(@Nullable List<String> subscribedChannels) {
        this.subscribedChannels = subscribedChannels;
    }

    public CompressionConfiguration getCompression() {
        return compression;
    }

    public void setCompression(CompressionConfiguration compression) {
        this.compression = compression;
    }

    public SslConfiguration getSsl() {
        return ssl;
    }

    public void setSsl(SslConfiguration ssl) {
        this.ssl = ssl;
    }

    public ClusterConfiguration getCluster() {
        return cluster;
    }

    public void setCluster(ClusterConfiguration cluster) {
        this.cluster = cluster;
    }

    public PresenceConfiguration getPresence() {
        return presence;
    }

    public void setPresence(PresenceConfiguration presence) {
        this.presence = presence;
    }

    public AuthorizationConfiguration getPublishAuthorization() {
        return publishAuthorization;
    }

    public void setPublishAuthorization(AuthorizationConfiguration publishAuthorization) {
        this.publishAuthorization = publishAuthorization;
    }

    public AuthorizationConfiguration getSubscribeAuthorization() {
        return subscribeAuthorization;
    }

    public void setSubscribeAuthorization(AuthorizationConfiguration subscribeAuthorization) {
        this.subscribeAuthorization = subscribeAuthorization;
    }

    public BackendConfiguration getBackend() {
        return backend;
    }

    public void setBackend(BackendConfiguration backend) {
        this.backend = backend;
    }

    public BrokerConfiguration getBroker() {
        return broker;
    }

    public void setBroker(BrokerConfiguration broker) {
        this.broker = broker;
    }

    public LimitConfiguration getLimits() {
        return limits;
    }

    public void setLimits(LimitConfiguration limits) {
        this.limits = limits;
    }

    public AdminConfiguration getAdmin() {
        return admin;
    }

    public void setAdmin(AdminConfiguration admin) {
        this.admin = admin;
    }

    /** The properties that have been set, by name. */
    Map<String, Object> properties() {
        Map<String, Object> set = new LinkedHashMap<>();
        PropertyMap.put(set, "nodeName", nodeName);
        PropertyMap.put(set, "address", address);
        PropertyMap.put(set, "port", port);
        PropertyMap.put(set, "lanes", lanes);
        PropertyMap.put(set, "ioUring", ioUring);
        PropertyMap.put(set, "allowedOrigins", allowedOrigins);
        PropertyMap.put(set, "restrictApiAccessTo", restrictApiAccessTo);
        PropertyMap.put(set, "demoPage", demoPage);
        PropertyMap.put(set, "nodesInCluster", nodesInCluster);
        PropertyMap.put(set, "authenticateUrl", authenticateUrl);
        PropertyMap.put(set, "subscribeUrl", subscribeUrl);
        PropertyMap.put(set, "subscribedChannels", subscribedChannels);
        compression.properties("compression.", set);
        ssl.properties("ssl.", set);
        cluster.properties("cluster.", set);
        presence.properties("presence.", set);
        publishAuthorization.properties("publishAuthorization.", set);
        subscribeAuthorization.properties("subscribeAuthorization.", set);
        backend.properties("backend.", set);
        broker.properties("broker.", set);
        limits.properties("limits.", set);
        admin.properties("admin.", set);
        return set;
    }
}
