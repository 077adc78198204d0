package org.carotene.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.carotene.settings.NodeName;

/**
 * The nodes that went without leave (crashed, hung or cut off, which nobody can tell from here), and whether so many are
 * missing that this side is the minority of its cluster.
 *
 * <p>The cluster is the nodes that are here and those that went without leave, whether or not they have been seen in another
 * cluster since. A node that left in order does not count, nor one whose machine says that its process has ended. Fewer than
 * half of these are the minority. Of two halves it is the one without the node whose name sorts first: names are what both
 * sides know alike, whatever has been restarted meanwhile, so that they cannot both think that they are the larger one.
 *
 * <p>Any thread; times are those of {@link System#nanoTime}, handed in.
 */
final class MissingNodes {

    private static final long MEMORY_NANOS = Duration.ofHours(1).toNanos();

    private final boolean forgets;
    private final Map<NodeName, Long> missing = new TreeMap<>();
    private final Set<NodeName> ended = new HashSet<>();
    private Set<NodeName> here = Set.of();
    private boolean left;

    /** @param forgets whether nodes that do not come back within an hour have probably been taken away for good */
    MissingNodes(boolean forgets) {
        this.forgets = forgets;
    }

    /** These are in this node's cluster, all of them. */
    synchronized void here(Collection<NodeName> names) {
        here = Set.copyOf(names);
        missing.keySet().removeAll(here);
        ended.removeAll(here);
        left &= !missing.isEmpty();
    }

    /** This node leaves these, who live: to them it has left in order, so of two halves this side is the minority. */
    synchronized void leftBehind(Collection<NodeName> names, long now) {
        names.forEach(name -> went(name, false, now));
        left = true;
    }

    /** A node has gone from this cluster. */
    synchronized void went(NodeName name, boolean inOrder, long now) {
        ended.remove(name);
        if (inOrder) {
            missing.remove(name);
        } else {
            missing.put(name, now);
        }
    }

    /** These answer, wherever they are. */
    synchronized void alive(Collection<NodeName> names) {
        ended.removeAll(names);
    }

    /** The machines of these say that nobody listens where the process did. */
    synchronized void ended(Collection<NodeName> names) {
        names.stream().filter(missing::containsKey).forEach(ended::add);
    }

    /** The operator knows that these will not come back. */
    synchronized void forget(Collection<NodeName> names) {
        missing.keySet().removeAll(names);
        ended.removeAll(names);
    }

    /** Those that are missing, sorted, in a list of the caller's own. */
    synchronized List<NodeName> names(long now) {
        if (forgets) {
            missing.values().removeIf(since -> now - since > MEMORY_NANOS);
            ended.retainAll(missing.keySet());
        }
        return new ArrayList<>(missing.keySet());
    }

    synchronized boolean isEmpty() {
        return missing.isEmpty();
    }

    /** How many nodes the whole cluster has. */
    synchronized int whole() {
        return here.size() + missing.size() - ended.size();
    }

    synchronized boolean isMinority() {
        if (here.isEmpty() || here.size() * 2 > whole()) {
            return false;
        }
        if (here.size() * 2 < whole()) {
            return true;
        }
        TreeSet<NodeName> all = new TreeSet<>(missing.keySet());
        all.removeAll(ended);
        all.addAll(here);
        return left || !here.contains(all.first());
    }
}
