package org.carotene.plugin;

import java.io.IOException;
import java.io.Serializable;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.cluster.ClusterNode;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.events.DiscoveryEvent;
import org.apache.ignite.events.EventType;
import org.apache.ignite.plugin.PluginContext;
import org.carotene.cluster.NodeAttributes;
import org.carotene.cluster.WireVersion;
import org.carotene.gateway.Gateway;
import org.carotene.metrics.Sentence;
import org.carotene.metrics.Timeline;
import org.carotene.presence.IgnitePresenceCache;
import org.carotene.settings.HostPort;
import org.carotene.settings.NodeName;
import org.carotene.settings.Settings;
import org.carotene.tls.ClusterTls;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Ignite node with Carotene on it: attaches it to the gateway of its name, and guards the cluster's door.
 *
 * <p>The gateway belongs to the process. The launcher makes it before any Ignite node; where there is none, this makes
 * one, and it ends with the node.
 */
final class PluginNode {

    private static final Logger log = LoggerFactory.getLogger(PluginNode.class);

    private final Settings settings;
    private final PluginContext context;
    private final InstantSource clock;
    private final Admission admission;

    /** Empty where the gateway has it from the launcher. */
    private final Optional<ClusterTls> tls;

    private volatile @Nullable Gateway gateway;
    private boolean gatewayIsOurs;

    PluginNode(Settings settings, PluginContext context, InstantSource clock) {
        this.settings = settings;
        this.context = context;
        this.clock = clock;
        this.admission = new Admission(settings.cluster().secret(), clock);
        if (settings.presence().enabled()) {
            // Later would be too late.
            IgnitePresenceCache.prepare(context.igniteConfiguration());
        }
        // So would it here: Ignite's communication starts before its plugins do.
        this.tls = IgniteTls.ofNode(settings, context.igniteConfiguration());
    }

    Carotene api() {
        return new GatewayApi(() -> {
            Gateway running = gateway;
            if (running == null) {
                throw new IllegalStateException("Carotene: the node has not started yet (expected: running)");
            }
            return running;
        });
    }

    /** Before discovery starts: the gateway listens, so that the node's attributes can say where. */
    void start() throws IgniteCheckedException {
        Optional<Gateway> there = Gateway.of(settings.nodeName());
        gatewayIsOurs = there.isEmpty();
        Gateway running = gatewayIsOurs ? makeGateway() : there.get();
        gateway = running;
        IgniteConfiguration ignite = context.igniteConfiguration();
        Map<String, Object> attributes = new HashMap<>();
        if (ignite.getUserAttributes() != null) {
            attributes.putAll(ignite.getUserAttributes());
        }
        String address =
                HostPort.of(settings.http().address().orElse(settings.nodeName().host()), running.port());
        boolean presence = settings.presence().enabled();
        attributes.putAll(
                NodeAttributes.of(settings.nodeName().value(), Version.current(), List.of(address), presence));
        ignite.setUserAttributes(attributes);
        keepSecretsToOurselves(ignite);
    }

    private Gateway makeGateway() throws IgniteCheckedException {
        log.info("Starting Carotene node {}", settings.nodeName());
        try {
            return Gateway.start(settings, tls);
        } catch (IOException e) {
            throw new IgniteCheckedException("Carotene cannot serve clients: " + e.getMessage(), e);
        }
    }

    /** The node is in the cluster and everything works. */
    void attach() throws IgniteCheckedException {
        Ignite ignite = context.grid();
        ignite.events()
                .localListen(
                        event -> left(((DiscoveryEvent) event).eventNode().id()),
                        EventType.EVT_NODE_LEFT,
                        EventType.EVT_NODE_FAILED);
        checkNameAgain(ignite);
        Gateway running = gateway;
        if (running != null) {
            running.attach(ignite);
        }
    }

    /** The Ignite node is about to stop. Our own gateway stops first, while there is a cluster to take leave of. */
    void detach() {
        Gateway running = gateway;
        if (gatewayIsOurs) {
            stop();
        } else if (running != null) {
            running.detach();
        }
    }

    /** The Ignite node has stopped, perhaps without ever having started. */
    void stop() {
        Gateway running = gateway;
        if (running != null && gatewayIsOurs) {
            running.stop();
        }
    }

    @Nullable
    Serializable joinRequest(UUID joining) {
        return joining.equals(context.localNode().id())
                ? JoinRequest.of(
                                settings.nodeName(),
                                joining,
                                clock.instant(),
                                settings.cluster().secret())
                        .bytes()
                : null;
    }

    Optional<Sentence> refusal(ClusterNode joining, @Nullable Serializable data) {
        Map<UUID, NodeName> members = new HashMap<>();
        for (ClusterNode member : context.nodes()) {
            name(member).ifPresent(name -> members.put(member.id(), name));
        }
        Optional<Sentence> refusal = unreadable(joining)
                .or(() -> admission.refusal(joining.id(), data instanceof byte[] bytes ? bytes : null, members));
        Gateway running = gateway;
        if (running != null) {
            refusal.ifPresent(why -> running.timeline()
                    .add(
                            Timeline.Type.REFUSED,
                            name(joining).map(NodeName::value).orElse(null),
                            Sentence.Kind.NOT_LET_IN.with("reason", why)));
        }
        return refusal;
    }

    /** Its messages, or those of a member to it, would make no sense at the other end. */
    private Optional<Sentence> unreadable(ClusterNode joining) {
        Object own = joining.attribute(NodeAttributes.BUS);
        if (own == null) {
            return Optional.empty();
        }
        return context.nodes().stream()
                .filter(member -> member.attribute(NodeAttributes.BUS) != null)
                .filter(member ->
                        !WireVersion.fit(WireVersion.of(own), WireVersion.of(member.attribute(NodeAttributes.BUS))))
                .findFirst()
                .map(member -> Sentence.Kind.VERSIONS_APART.with(
                        "version",
                        String.valueOf(joining.<Object>attribute(NodeAttributes.VERSION)),
                        "speaks",
                        own,
                        "node",
                        String.valueOf(member.<Object>attribute(NodeAttributes.NAME)),
                        "other_version",
                        String.valueOf(member.<Object>attribute(NodeAttributes.VERSION)),
                        "other_speaks",
                        String.valueOf(member.<Object>attribute(NodeAttributes.BUS))));
    }

    private boolean left(UUID nodeId) {
        admission.left(nodeId);
        return true;
    }

    // The nodes that decide may change while two of one name come in; of the two, the later one goes.
    private void checkNameAgain(Ignite ignite) throws IgniteCheckedException {
        ClusterNode self = ignite.cluster().localNode();
        for (ClusterNode other : ignite.cluster().forServers().nodes()) {
            boolean same = name(other).filter(settings.nodeName()::equals).isPresent();
            if (same && other.order() < self.order()) {
                throw new IgniteCheckedException(
                        Refusal.text(Admission.taken(settings.nodeName()).text()));
            }
        }
    }

    private static Optional<NodeName> name(ClusterNode node) {
        Object name = node.attribute(NodeAttributes.NAME);
        return name == null ? Optional.empty() : Optional.of(new NodeName(name.toString()));
    }

    // Ignite shows every node all environment variables and properties of the JVM, unless it is told which; its command
    // line in any case, so settings refuse secrets there.
    private static void keepSecretsToOurselves(IgniteConfiguration ignite) {
        if (ignite.getIncludeProperties() == null) {
            Set<String> names = new TreeSet<>(System.getenv().keySet());
            names.addAll(System.getProperties().stringPropertyNames());
            List<String> shown = new ArrayList<>(names);
            shown.removeIf(name -> name.startsWith("CAROTENE_") || name.startsWith("carotene."));
            ignite.setIncludeProperties(shown.toArray(new String[0]));
        }
    }
}
