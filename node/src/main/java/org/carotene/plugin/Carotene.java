package org.carotene.plugin;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.ignite.plugin.IgnitePlugin;
import org.carotene.channel.Published;

/**
 * Carotene for the code that runs on an Ignite node: {@code Carotene carotene = ignite.plugin("Carotene")}.
 *
 * <p>Any thread; nothing blocks. Channel names and JSON that are not what they should be are an
 * {@link IllegalArgumentException}; on a node that has not started, or on which Carotene is not configured, every method
 * throws an {@link IllegalStateException}.
 */
public interface Carotene extends IgnitePlugin {

    /**
     * Publishes to all subscribers of a channel, on all nodes, as the application's backend does.
     *
     * @param json one JSON value in UTF-8, passed on as it is
     * @return {@link Published#ACCEPTED}, or why it was refused, and then it went to nobody
     */
    Published publish(String channel, String json);

    /** The same for any text, which subscribers get as a JSON string. */
    Published publishText(String channel, String text);

    /**
     * The users who are present on a channel, over all nodes, sorted; completes exceptionally when the cluster is away or
     * too slow, or there are more than may be listed.
     */
    CompletionStage<List<String>> presence(String channel);

    /** The channels that have a subscriber on this node. */
    Set<String> channels();

    /** What this node is doing. */
    Stats stats();

    /**
     * A few figures of one node; the metrics page has more.
     *
     * @param port the port that clients connect to
     * @param connections open WebSockets and polling ids
     * @param channels channels with a subscriber on this node
     * @param nodes nodes with Carotene in the cluster, this one included; 0 while it is away
     */
    record Stats(int port, int connections, int channels, int nodes) {}
}
