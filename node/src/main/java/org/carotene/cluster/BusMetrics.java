package org.carotene.cluster;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import org.carotene.metrics.Metrics;

/** The figures of the bus, over all other nodes and attachments; any thread. */
final class BusMetrics {

    private final Metrics metrics;
    private final LongAdder messagesSent;
    private final LongAdder messagesReceived;
    private final LongAdder bytesSent;
    private final LongAdder bytesReceived;
    private final Map<Frame.Kind, LongAdder> framesSent;
    private final Map<Frame.Kind, LongAdder> framesReceived;
    private final Map<Frame.Kind, LongAdder> framesDropped;
    private final LongAdder messagesRefused;
    private final LongAdder framesUnknown;
    private final LongAdder resyncs;
    private final LongAdder heldLost;
    private final LongAdder refusedDetached;

    BusMetrics(Metrics metrics) {
        this.metrics = metrics;
        messagesSent = metrics.counter(
                "carotene_cluster_messages_sent",
                "Messages handed to Ignite for other nodes, each of one or many frames");
        messagesReceived = metrics.counter("carotene_cluster_messages_received", "Messages from other nodes");
        bytesSent = metrics.counter("carotene_cluster_sent_bytes", "Size of the messages handed to Ignite");
        bytesReceived = metrics.counter("carotene_cluster_received_bytes", "Size of the messages from other nodes");
        framesSent = byKind(
                "carotene_cluster_frames_sent", "Frames (publications, interest, canaries...) sent to other nodes");
        framesReceived = byKind("carotene_cluster_frames_received", "Frames received from other nodes");
        framesDropped = byKind(
                "carotene_cluster_frames_dropped",
                "Frames that did not fit into the queue of another node, or could not be sent to it");
        messagesRefused = metrics.counter(
                "carotene_cluster_messages_refused",
                "Messages from other nodes that were malformed or of a version that this node does not read");
        framesUnknown = metrics.counter(
                "carotene_cluster_frames_unknown", "Frames of a kind that this node does not know, skipped");
        resyncs = metrics.counter(
                "carotene_cluster_interest_resyncs",
                "How often another node's interest was in doubt and asked for anew");
        heldLost = metrics.counter(
                "carotene_cluster_held_publications_lost",
                "Publications kept while the node was away from its cluster, and lost because that took too long");
        refusedDetached = metrics.counter(
                "carotene_cluster_publications_refused",
                "Publications refused because the node was away from its cluster for too long or kept too many");
    }

    void messageSent(int bytes) {
        messagesSent.increment();
        bytesSent.add(bytes);
    }

    void messageReceived(int bytes) {
        messagesReceived.increment();
        bytesReceived.add(bytes);
    }

    void sent(Frame.Kind kind, int frames) {
        of(framesSent, kind).add(frames);
    }

    void received(Frame.Kind kind) {
        of(framesReceived, kind).increment();
    }

    void dropped(Frame.Kind kind, int frames) {
        of(framesDropped, kind).add(frames);
    }

    void messageRefused() {
        messagesRefused.increment();
    }

    void unknown(int frames) {
        framesUnknown.add(frames);
    }

    void resync() {
        resyncs.increment();
    }

    void refusedDetached() {
        refusedDetached.increment();
    }

    /** Publications that were kept and have become too old; for their keeper to add to. */
    LongAdder heldLost() {
        return heldLost;
    }

    void gauge(String name, String help, DoubleSupplier value) {
        metrics.gauge(name, help, value);
    }

    private static LongAdder of(Map<Frame.Kind, LongAdder> adders, Frame.Kind kind) {
        return Objects.requireNonNull(adders.get(kind));
    }

    private Map<Frame.Kind, LongAdder> byKind(String name, String help) {
        Map<Frame.Kind, LongAdder> adders = new EnumMap<>(Frame.Kind.class);
        for (Frame.Kind kind : Frame.Kind.values()) {
            adders.put(kind, new LongAdder());
        }
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames("kind")
                .callback(
                        callback -> adders.forEach((kind, adder) -> callback.call((double) adder.sum(), kind.label())))
                .register(metrics.registry());
        // Of the frames between nodes, publications are what an operator means.
        metrics.readable(name, of(adders, Frame.Kind.PUBLICATION)::sum);
        return adders;
    }
}
