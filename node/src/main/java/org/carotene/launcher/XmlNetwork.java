package org.carotene.launcher;

import java.lang.reflect.Field;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.ignite.configuration.IgniteConfiguration;
import org.apache.ignite.spi.communication.tcp.TcpCommunicationSpi;
import org.apache.ignite.spi.discovery.tcp.TcpDiscoverySpi;
import org.apache.ignite.spi.discovery.tcp.ipfinder.vm.TcpDiscoveryVmIpFinder;
import org.carotene.cluster.NodeAttributes;
import org.carotene.settings.Peer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads from a user's Ignite configuration where its node is in the network, and fixes it there. */
final class XmlNetwork {

    private static final Logger log = LoggerFactory.getLogger(XmlNetwork.class);

    private XmlNetwork() {}

    /**
     * Takes the first ports that are free within the configured ranges, and the peer port to them; none where the
     * configuration names no address, or discovery or communication are not Ignite's own, since others could not be told
     * where to ask.
     *
     * @throws LaunchException if the address is not one of this machine, or no ports are free
     */
    static Optional<ClusterPorts> take(IgniteConfiguration configuration) {
        TcpDiscoverySpi discovery = discovery(configuration);
        TcpCommunicationSpi communication = communication(configuration);
        String host = discovery == null ? null : address(configuration, discovery);
        if (discovery == null || communication == null || host == null) {
            log.warn("This node cannot heal a split cluster: its Ignite configuration names no address"
                    + " (expected: localHost, and the discovery and communication of TCP)");
            return Optional.empty();
        }
        InetAddress address = ClusterPorts.address(host);
        return Optional.of(ClusterPorts.take(
                address,
                configuredPort(discovery),
                discovery.getLocalPortRange(),
                communication.getLocalPort(),
                communication.getLocalPortRange()));
    }

    /** The addresses of its IP finder, if that has fixed ones. */
    static List<Peer> peers(IgniteConfiguration configuration) {
        TcpDiscoverySpi discovery = discovery(configuration);
        return discovery != null && discovery.getIpFinder() instanceof TcpDiscoveryVmIpFinder finder
                ? finder.getRegisteredAddresses().stream()
                        .map(address -> new Peer(address.getHostString(), address.getPort(), address.getPort()))
                        .toList()
                : List.of();
    }

    /** Has its node use exactly these ports, and tell the others of them. */
    static void fix(IgniteConfiguration configuration, ClusterPorts ports) {
        TcpDiscoverySpi discovery = discovery(configuration);
        TcpCommunicationSpi communication = communication(configuration);
        if (discovery == null || communication == null) {
            throw new IllegalStateException(
                    "discovery and communication (expected: those of TCP, as at the first look)");
        }
        discovery.setLocalPort(ports.discovery()).setLocalPortRange(0);
        communication.setLocalPort(ports.communication()).setLocalPortRange(0);
        Map<String, Object> attributes = new HashMap<>();
        if (configuration.getUserAttributes() != null) {
            attributes.putAll(configuration.getUserAttributes());
        }
        attributes.put(NodeAttributes.PORTS, ports.told().toString());
        attributes.put(NodeAttributes.STARTED, System.currentTimeMillis());
        configuration.setUserAttributes(attributes);
    }

    private static @Nullable TcpDiscoverySpi discovery(IgniteConfiguration configuration) {
        if (configuration.getDiscoverySpi() == null) {
            configuration.setDiscoverySpi(new TcpDiscoverySpi());
        }
        return configuration.getDiscoverySpi() instanceof TcpDiscoverySpi discovery ? discovery : null;
    }

    private static @Nullable TcpCommunicationSpi communication(IgniteConfiguration configuration) {
        if (configuration.getCommunicationSpi() == null) {
            configuration.setCommunicationSpi(new TcpCommunicationSpi());
        }
        return configuration.getCommunicationSpi() instanceof TcpCommunicationSpi communication ? communication : null;
    }

    private static @Nullable String address(IgniteConfiguration configuration, TcpDiscoverySpi discovery) {
        return discovery.getLocalAddress() != null ? discovery.getLocalAddress() : configuration.getLocalHost();
    }

    // Its getter tells the port in use, which is 0 before the start.
    private static int configuredPort(TcpDiscoverySpi discovery) {
        try {
            Field port = TcpDiscoverySpi.class.getDeclaredField("locPort");
            port.setAccessible(true);
            return port.getInt(discovery);
        } catch (ReflectiveOperationException e) {
            throw new LaunchException("this version of Ignite hides its discovery port; set another one", e);
        }
    }
}
