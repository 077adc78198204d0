package org.carotene.cluster;

import java.util.List;
import java.util.Map;

/**
 * What a node tells about itself to every member of its Ignite cluster, as Ignite user attributes.
 *
 * <p>Every node and client of the grid can read them: nothing secret belongs here. A node without {@link #NAME} does not
 * run the plugin.
 */
public final class NodeAttributes {

    /** The node's name, {@code name@host}. */
    public static final String NAME = "carotene.node_name";

    /** The version of Carotene that the node runs. */
    public static final String VERSION = "carotene.version";

    /** The addresses that the node serves clients on, {@code host:port}, separated by commas. */
    public static final String HTTP = "carotene.http";

    /** The newest {@link WireVersion} that the node reads. */
    public static final String BUS = "carotene.bus";

    /** {@link #YES} on the nodes that keep rows of presence. */
    public static final String PRESENCE = "carotene.presence";

    public static final String YES = "yes";

    private static final String NO = "no";

    /** Where the node is to be found by other nodes, with and without an Ignite node; only where our launcher runs it. */
    public static final String PORTS = "carotene.ports";

    /** When its Ignite node was made, in milliseconds by its own clock. */
    public static final String STARTED = "carotene.started";

    private NodeAttributes() {}

    /**
     * The attributes to set in the Ignite configuration of a node.
     *
     * @param presence whether the node's settings have presence on
     */
    public static Map<String, Object> of(
            String nodeName, String version, List<String> httpAddresses, boolean presence) {
        return Map.of(
                NAME,
                nodeName,
                VERSION,
                version,
                HTTP,
                String.join(",", httpAddresses),
                BUS,
                WireVersion.NEWEST,
                PRESENCE,
                presence ? YES : NO);
    }

    /** Takes the value of {@link #HTTP} apart. */
    static List<String> addresses(String http) {
        return http.isBlank() ? List.of() : List.of(http.split(",", -1));
    }
}
