package org.carotene.cluster;

import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one other node says to this one.
 *
 * <p>Called on Ignite's threads, for one message of the node after the other. Publications, questions and answers are
 * taken in at once, so that their order stays; what concerns interest goes to the cluster thread. Nothing here blocks or
 * throws: a listener that does makes the Ignite node impossible to stop.
 */
final class Inbox implements Frame.Visitor {

    private static final Logger log = LoggerFactory.getLogger(Inbox.class);

    private final Peer peer;
    private final Mesh mesh;
    private final ClusterParts parts;

    Inbox(Peer peer, Mesh mesh, ClusterParts parts) {
        this.peer = peer;
        this.mesh = mesh;
        this.parts = parts;
    }

    Peer peer() {
        return peer;
    }

    void receive(byte[] message) {
        peer.messageReceived(message.length);
        try {
            parts.metrics().unknown(FrameCodec.read(message, this));
        } catch (RuntimeException e) {
            parts.metrics().messageRefused();
            if (peer.complain()) {
                log.warn("message refused, as others like it will be: node={} {}", peer.name(), e.toString());
            }
        }
    }

    @Override
    public void publication(Frame.Publish frame) {
        parts.metrics().received(Frame.Kind.PUBLICATION);
        peer.publicationReceived();
        parts.deliver().accept(frame.publication());
    }

    @Override
    public void interest(Frame.Interest frame) {
        onClusterThread(frame, () -> mesh.changed(peer, frame));
    }

    @Override
    public void snapshot(Frame.Snapshot frame) {
        onClusterThread(frame, () -> mesh.snapshot(peer, frame));
    }

    @Override
    public void snapshotRequest(Frame.SnapshotRequest frame) {
        onClusterThread(frame, () -> mesh.tellEverything(peer));
    }

    @Override
    public void canary(Frame.Canary frame) {
        peer.canaryReceived(parts.clock().instant());
        onClusterThread(frame, () -> mesh.canary(peer, frame));
    }

    @Override
    public void question(Frame.Question frame) {
        parts.metrics().received(Frame.Kind.QUESTION);
        parts.services().answer(peer, frame);
    }

    @Override
    public void answer(Frame.Answer frame) {
        parts.metrics().received(Frame.Kind.ANSWER);
        parts.calls().answered(peer, frame);
    }

    private void onClusterThread(Frame frame, Runnable task) {
        parts.metrics().received(frame.kind());
        try {
            parts.thread().execute(() -> whileHere(task));
        } catch (RejectedExecutionException e) {
            log.debug("frame dropped, the node stops: kind={}", frame.kind());
        }
    }

    private void whileHere(Runnable task) {
        if (!peer.queue().isClosed()) {
            task.run();
        }
    }
}
