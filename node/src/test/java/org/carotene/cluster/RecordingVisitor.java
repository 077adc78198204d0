package org.carotene.cluster;

import java.util.ArrayList;
import java.util.List;
import org.carotene.channel.Publication;

/** Keeps the frames that it is shown. */
final class RecordingVisitor implements Frame.Visitor {

    final List<Frame> frames = new ArrayList<>();

    List<Publication> publications() {
        return frames.stream()
                .filter(frame -> frame instanceof Frame.Publish)
                .map(frame -> ((Frame.Publish) frame).publication())
                .toList();
    }

    @Override
    public void publication(Frame.Publish frame) {
        frames.add(frame);
    }

    @Override
    public void interest(Frame.Interest frame) {
        frames.add(frame);
    }

    @Override
    public void snapshot(Frame.Snapshot frame) {
        frames.add(frame);
    }

    @Override
    public void snapshotRequest(Frame.SnapshotRequest frame) {
        frames.add(frame);
    }

    @Override
    public void canary(Frame.Canary frame) {
        frames.add(frame);
    }

    @Override
    public void question(Frame.Question frame) {
        frames.add(frame);
    }

    @Override
    public void answer(Frame.Answer frame) {
        frames.add(frame);
    }
}
