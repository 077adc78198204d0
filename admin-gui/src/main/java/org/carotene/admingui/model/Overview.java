package org.carotene.admingui.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The figures of the first screen, over all nodes that answered. */
public record Overview(
        String answeredBy,
        Instant at,
        List<Missing> missing,
        Cluster cluster,
        Totals totals,
        List<NodeSummary> nodes,
        List<Attention> attention)
        implements Answer {
    public Overview {
        missing = List.copyOf(missing);
        nodes = List.copyOf(nodes);
        attention = List.copyOf(attention);
    }

    /** The cluster as a whole, as the node that answered sees it. */
    public record Cluster(
            @Nullable Long nodes,
            @Nullable Long nodesReady,
            @Nullable Long islands,
            List<NodeSummary.Outside> outside,
            List<String> lost,
            List<String> versions,
            @Nullable Boolean mixedVersions) {
        public Cluster {
            outside = outside == null ? List.of() : List.copyOf(outside);
            lost = lost == null ? List.of() : List.copyOf(lost);
            versions = versions == null ? List.of() : List.copyOf(versions);
        }
    }

    /** Sums over the nodes that answered; null is unknown. */
    public record Totals(
            @Nullable Long connections,
            @Nullable Long channelsMax,
            @Nullable Long backlogBytes,
            @Nullable Double publicationsPerSecond,
            @Nullable Double deliveriesPerSecond,
            @Nullable Double inPerSecond,
            @Nullable Double dropsPerSecond,
            @Nullable Double connectsPerSecond,
            @Nullable Double closesPerSecond,
            @Nullable Double slowDisconnectsPerSecond) {}

    /** Something that the operator should look at. */
    public record Attention(
            @Nullable String severity,
            @Nullable String node,
            @Nullable String code,
            @Nullable String text,
            @Nullable Sentence said) {
        /** What is the matter; in the node's words alone where it is of a version that says no more. */
        public Sentence sentence() {
            return said == null ? Sentence.free(text) : said;
        }
    }
}
