package org.carotene.gateway;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.carotene.cluster.ClusterSplit;
import org.carotene.cluster.IgniteCluster;
import org.carotene.cluster.Topology;
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
        timeline.add(Timeline.Type.READY, self.value(), "the node serves, and knows what the others want");
    }

    private synchronized void changed(Topology topology) {
        Set<NodeName> now = new HashSet<>();
        topology.members().forEach(member -> now.add(member.name()));
        if (!topology.attached()) {
            timeline.add(Timeline.Type.DETACHED, self.value(), "the node is away from its cluster");
        } else if (!attached) {
            timeline.add(
                    Timeline.Type.ATTACHED,
                    self.value(),
                    "the node is in a cluster of " + now.stream().sorted().toList());
        } else {
            now.stream()
                    .filter(name -> !members.contains(name))
                    .forEach(name -> timeline.add(Timeline.Type.JOINED, name.value(), name + " has joined"));
        }
        attached = topology.attached();
        members = now;
    }

    @Override
    public void gone(NodeName name, boolean lost) {
        if (lost) {
            timeline.add(Timeline.Type.FAILED, name.value(), name + " went without leave: crashed, hung or cut off");
        } else {
            timeline.add(Timeline.Type.LEFT, name.value(), name + " has left");
        }
    }

    @Override
    public void outside(List<ClusterSplit.Outside> before, List<ClusterSplit.Outside> now) {
        List<NodeName> names = now.stream().map(ClusterSplit.Outside::node).toList();
        if (names.isEmpty()) {
            timeline.add(Timeline.Type.HEALED, self.value(), "the cluster is one again");
        } else {
            timeline.add(
                    before.isEmpty() ? Timeline.Type.SPLIT : Timeline.Type.SPLIT_CHANGED,
                    names.get(0).value(),
                    "the cluster is split: " + names + " answer and are in another one");
        }
    }

    @Override
    public void leaving(String why) {
        timeline.add(Timeline.Type.LEAVING_SIDE, self.value(), "the Ignite node is replaced: " + why);
    }

    @Override
    public void healed(boolean done) {
        timeline.add(
                done ? Timeline.Type.HEALED : Timeline.Type.WARNING,
                self.value(),
                done ? "the node has come over to the other side" : "the node did not get to the other side");
    }

    @Override
    public void granted() {
        timeline.add(Timeline.Type.GRANTED, self.value(), "the nodes of another side may come over to this one");
    }
}
