package org.carotene.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.carotene.settings.NodeName;

/**
 * Whether messages really flow between this node and the others, which Ignite's failure detection does not tell.
 *
 * @param attached whether there is an Ignite node
 * @param ready whether the interest of the nodes that were there at the attach is known, or was waited for long enough
 * @param order this node's place in the order of joining
 */
public record BusHealth(boolean attached, boolean ready, long order, List<Link> links) {

    static final BusHealth DETACHED = new BusHealth(false, false, 0, List.of());

    public BusHealth {
        links = List.copyOf(links);
    }

    /** What is wrong with a link. */
    public enum Deafness {
        /** No message comes from the other node. */
        NOTHING_COMES("nothing comes from it"),
        /** The other node gets none of this one's, as it says itself. */
        NOTHING_ARRIVES("nothing gets there");

        private final String text;

        Deafness(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /**
     * The way between one other node and this one.
     *
     * @param id of its Ignite node
     * @param order its place in the order of joining
     * @param lastCanary when its last canary came, one is sent each second; empty when none ever came
     * @param silence how long ago that was, or how long ago the node was met
     * @param interestKnown false while the node is sent everything because it is not known what it wants
     * @param deafness what is wrong with it, if anything
     */
    public record Link(
            NodeName node,
            String id,
            long order,
            Optional<Instant> lastCanary,
            Duration silence,
            boolean interestKnown,
            Optional<Deafness> deafness) {

        public boolean isDeaf() {
            return deafness.isPresent();
        }
    }

    public List<Link> deaf() {
        return links.stream().filter(Link::isDeaf).toList();
    }

    /**
     * Whether this node is cut off from all others, though it is in one cluster with them. Of two nodes that do not hear each
     * other only the younger one says so: somebody has to serve.
     */
    public boolean isCutOff() {
        return !links.isEmpty()
                && links.stream().allMatch(Link::isDeaf)
                && (links.size() > 1 || links.get(0).order() < order);
    }
}
