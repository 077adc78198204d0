package org.carotene.gateway;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.carotene.cluster.ClusterSplit;
import org.carotene.cluster.IgniteCluster;
import org.carotene.cluster.Topology;
import org.carotene.metrics.Sentence;
import org.carotene.metrics.Timeline;
import org.carotene.settings.NodeName;

/** Notes on the timeline what happens to the cluster as this node sees it. On the threads of those who tell. */
final class TimelineNotes implements ClusterSplit.Listener {

    private final NodeName self;
    private final Timeline timeline;
    private boolean attached;
    private Set<NodeName> members = Set.of();

    TimelineNotes(NodeName self, Timeline timeline) {
        this.self = self;
        this.timeline = timeline;
    }

    void watch(IgniteCluster cluster, ClusterSplit split) {
        cluster.onChange(this::changed);
        split.listen(this);
    }

    /** The node serves, in a cluster. */
    void ready() {
        timeline.add(Timeline.Type.READY, self.value(), Sentence.Kind.READY.with());
    }

    private synchronized void changed(Topology topology) {
        Set<NodeName> now = new HashSet<>();
        topology.members().forEach(member -> now.add(member.name()));
        if (!topology.attached()) {
            timeline.add(Timeline.Type.DETACHED, self.value(), Sentence.Kind.DETACHED.with());
        } else if (!attached) {
            timeline.add(
                    Timeline.Type.ATTACHED,
                    self.value(),
                    Sentence.Kind.ATTACHED.with("nodes", now.stream().sorted().toList()));
        } else {
            now.stream()
                    .filter(name -> !members.contains(name))
                    .forEach(name ->
                            timeline.add(Timeline.Type.JOINED, name.value(), Sentence.Kind.JOINED.with("node", name)));
        }
        attached = topology.attached();
        members = now;
    }

    @Override
    public void gone(NodeName name, boolean lost) {
        if (lost) {
            timeline.add(Timeline.Type.FAILED, name.value(), Sentence.Kind.FAILED.with("node", name));
        } else {
            timeline.add(Timeline.Type.LEFT, name.value(), Sentence.Kind.LEFT.with("node", name));
        }
    }

    @Override
    public void outside(List<ClusterSplit.Outside> before, List<ClusterSplit.Outside> now) {
        List<NodeName> names = now.stream().map(ClusterSplit.Outside::node).toList();
        if (names.isEmpty()) {
            timeline.add(Timeline.Type.HEALED, self.value(), Sentence.Kind.HEALED.with());
        } else {
            timeline.add(
                    before.isEmpty() ? Timeline.Type.SPLIT : Timeline.Type.SPLIT_CHANGED,
                    names.get(0).value(),
                    Sentence.Kind.SPLIT.with("nodes", names));
        }
    }

    @Override
    public void leaving(Sentence why) {
        timeline.add(Timeline.Type.LEAVING_SIDE, self.value(), why);
    }

    @Override
    public void healed(boolean done) {
        timeline.add(
                done ? Timeline.Type.HEALED : Timeline.Type.WARNING,
                self.value(),
                (done ? Sentence.Kind.CAME_OVER : Sentence.Kind.NOT_COME_OVER).with());
    }

    @Override
    public void granted() {
        timeline.add(Timeline.Type.GRANTED, self.value(), Sentence.Kind.GRANTED.with());
    }
}
