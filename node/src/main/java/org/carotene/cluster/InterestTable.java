package org.carotene.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.carotene.channel.ChannelName;

/**
 * Which other nodes want the publications of a channel.
 *
 * <p>{@link #wanting} may be called on any thread and costs one look into a map; everything else belongs to the cluster
 * thread. A node in doubt wants every channel.
 */
final class InterestTable<P> {

    private final ConcurrentHashMap<ChannelName, List<P>> byChannel = new ConcurrentHashMap<>();
    private volatile List<P> inDoubt = List.of();

    /** Each node that wants the channel, once. */
    List<P> wanting(ChannelName channel) {
        // Doubt first: a node that leaves it meanwhile has its channels in the map already.
        List<P> everything = inDoubt;
        List<P> known = byChannel.getOrDefault(channel, List.of());
        if (everything.isEmpty()) {
            return known;
        }
        List<P> all = new ArrayList<>(everything);
        for (P node : known) {
            if (!everything.contains(node)) {
                all.add(node);
            }
        }
        return all;
    }

    void add(P node, ChannelName channel) {
        byChannel.compute(channel, (name, nodes) -> nodes == null ? List.of(node) : with(nodes, node));
    }

    void remove(P node, ChannelName channel) {
        byChannel.computeIfPresent(channel, (name, nodes) -> {
            List<P> rest = without(nodes, node);
            return rest.isEmpty() ? null : rest;
        });
    }

    /** The node wants these channels and no others. */
    void replace(P node, Set<ChannelName> channels) {
        for (ChannelName channel : byChannel.keySet()) {
            if (!channels.contains(channel)) {
                remove(node, channel);
            }
        }
        for (ChannelName channel : channels) {
            add(node, channel);
        }
    }

    /** The node is gone. */
    void forget(P node) {
        settle(node);
        replace(node, Set.of());
    }

    /** The node is to be sent everything. */
    void doubt(P node) {
        inDoubt = with(inDoubt, node);
    }

    /** The node is to be sent what it wants only. */
    void settle(P node) {
        inDoubt = without(inDoubt, node);
    }

    boolean isInDoubt(P node) {
        return inDoubt.contains(node);
    }

    /** How many channels somebody elsewhere is known to want. */
    int channels() {
        return byChannel.size();
    }

    private static <P> List<P> with(List<P> nodes, P node) {
        if (nodes.contains(node)) {
            return nodes;
        }
        List<P> more = new ArrayList<>(nodes);
        more.add(node);
        return List.copyOf(more);
    }

    private static <P> List<P> without(List<P> nodes, P node) {
        return nodes.contains(node)
                ? nodes.stream().filter(other -> !other.equals(node)).toList()
                : nodes;
    }
}
