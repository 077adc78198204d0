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

    /** The newest version of the messages between nodes that the node reads. */
    public static final String BUS = "carotene.bus";

    private NodeAttributes() {}

    /** The attributes to set in the Ignite configuration of a node. */
    public static Map<String, Object> of(String nodeName, String version, List<String> httpAddresses) {
        return Map.of(NAME, nodeName, VERSION, version, HTTP, String.join(",", httpAddresses), BUS, FrameCodec.VERSION);
    }

    /** Takes the value of {@link #HTTP} apart. */
    static List<String> addresses(String http) {
        return http.isBlank() ? List.of() : List.of(http.split(",", -1));
    }
}
