package org.carotene.plugin;

import java.io.Serializable;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.cluster.ClusterNode;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.plugin.CachePluginContext;
import org.apache.ignite.plugin.CachePluginProvider;
import org.apache.ignite.plugin.ExtensionRegistry;
import org.apache.ignite.plugin.IgnitePlugin;
import org.apache.ignite.plugin.PluginContext;
import org.apache.ignite.plugin.PluginProvider;
import org.apache.ignite.plugin.PluginValidationException;
import org.carotene.gateway.Gateway;
import org.carotene.metrics.Sentence;
import org.carotene.settings.Settings;
import org.carotene.settings.SettingsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ignite's door to Carotene: Ignite finds it on the class path, or it stands among the plugin providers of a configuration.
 *
 * <p>Without a {@link CaroteneConfiguration} it stays out of the way, so that the jar may lie in any grid's {@code libs}.
 * One instance serves one Ignite node; Ignite calls it on the thread that starts the node, and on its discovery thread
 * when others want to join.
 */
public final class CarotenePluginProvider implements PluginProvider<CaroteneConfiguration> {

    /** The plugin's name, for {@code ignite.plugin("Carotene")}. */
    public static final String NAME = "Carotene";

    private static final CompletableFuture<Void> LISTENING = CompletableFuture.completedFuture(null);

    private static final Logger log = LoggerFactory.getLogger(CarotenePluginProvider.class);

    private final @Nullable CaroteneConfiguration bean;
    private final @Nullable Settings given;
    private final CompletableFuture<Void> listening;
    private Carotene plugin = new GatewayApi(CarotenePluginProvider::notConfigured);
    private @Nullable PluginNode node;

    /** For Ignite, which finds the configuration among those of the node's plugins. */
    public CarotenePluginProvider() {
        this(null, null, LISTENING);
    }

    /** For Spring XML. */
    public CarotenePluginProvider(CaroteneConfiguration configuration) {
        this(configuration, null, LISTENING);
    }

    /**
     * For whoever owns the gateway.
     *
     * @param listening completed when the gateway listens; the Ignite node waits for it before it joins others
     */
    public CarotenePluginProvider(Settings settings, CompletableFuture<Void> listening) {
        this(null, settings, listening);
    }

    private CarotenePluginProvider(
            @Nullable CaroteneConfiguration bean, @Nullable Settings given, CompletableFuture<Void> listening) {
        this.bean = bean;
        this.given = given;
        this.listening = listening;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        return Version.current();
    }

    @Override
    public String copyright() {
        return "Apache License 2.0";
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"
    }) // Ignite leaves it to the caller to know the plugin's type.
    public <T extends IgnitePlugin> T plugin() {
        return (T) plugin;
    }

    @Override
    public void initExtensions(PluginContext context, ExtensionRegistry registry) throws IgniteCheckedException {
        IgniteConfiguration ignite = context.igniteConfiguration();
        Optional<Settings> settings = settings(ignite);
        if (settings.isEmpty()) {
            log.info("Carotene is off on this node: its Ignite configuration has no CaroteneConfiguration");
        } else if (Boolean.TRUE.equals(ignite.isClientMode())) {
            log.warn("Carotene is off on this node: it is a client node, and only server nodes can run it");
        } else {
            PluginNode made = made(settings.get(), context);
            node = made;
            plugin = made.api();
        }
    }

    @Override
    public void start(PluginContext context) throws IgniteCheckedException {
        if (node != null) {
            listening.join();
            node.start();
        }
    }

    @Override
    public void onIgniteStart() throws IgniteCheckedException {
        if (node != null) {
            node.attach();
        }
    }

    @Override
    public void onIgniteStop(boolean cancel) {
        if (node != null) {
            node.detach();
        }
    }

    @Override
    public void stop(boolean cancel) {
        if (node != null) {
            node.stop();
        }
    }

    @Override
    public @Nullable Serializable provideDiscoveryData(UUID joining) {
        return node == null ? null : node.joinRequest(joining);
    }

    @Override
    public void receiveDiscoveryData(UUID nodeId, Serializable data) {
        // What a joining node shows is judged in validateNewNode; members tell nothing this way.
    }

    @Override
    @Deprecated
    public void validateNewNode(ClusterNode joining) {
        // Superseded by the method below.
    }

    @Override
    public void validateNewNode(ClusterNode joining, @Nullable Serializable data) {
        Optional<Sentence> refusal = node == null ? Optional.empty() : node.refusal(joining, data);
        if (refusal.isPresent()) {
            String text = Refusal.text(refusal.get().text());
            throw new PluginValidationException(
                    "Refused the node " + NodeAddresses.of(joining) + ": " + text, text, joining.id());
        }
    }

    @Override
    public <T> @Nullable T createComponent(PluginContext context, Class<T> type) {
        return null;
    }

    @Override
    @SuppressWarnings({"rawtypes", "NullAway"}) // Ignite's own signature; null means: none.
    public CachePluginProvider createCacheProvider(CachePluginContext context) {
        return null;
    }

    private static PluginNode made(Settings settings, PluginContext context) throws IgniteCheckedException {
        try {
            return new PluginNode(settings, context, InstantSource.system());
        } catch (SettingsException e) {
            throw notRight(e);
        }
    }

    private static Gateway notConfigured() {
        throw new IllegalStateException(
                "Carotene: off on this node (expected: a CaroteneConfiguration in its Ignite configuration)");
    }

    private Optional<Settings> settings(IgniteConfiguration ignite) throws IgniteCheckedException {
        if (given != null) {
            return Optional.of(given);
        }
        try {
            return IgniteSettings.of(bean, ignite);
        } catch (SettingsException e) {
            throw notRight(e);
        }
    }

    private static IgniteCheckedException notRight(SettingsException e) {
        return new IgniteCheckedException("Carotene is not configured right:\n" + e.getMessage(), e);
    }
}
