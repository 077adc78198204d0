package org.carotene.launcher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.ignite.Ignite;
import org.apache.ignite.events.DiscoveryEvent;
import org.apache.ignite.events.EventType;
import org.carotene.settings.NodeName;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that went without leave: crashed, hung or cut off, nobody can tell from here. Forgotten after an hour, when
 * they have probably been taken away for good. Any thread.
 */
final class LostNodes {

    private static final long MEMORY_NANOS = Duration.ofHours(1).toNanos();

    private final Map<NodeName, Long> lost = new LinkedHashMap<>();
    private @Nullable Ignite watched;

    /** From now on notices the losses of this instance; no effect when it does. */
    synchronized void watch(@Nullable Ignite ignite) {
        if (ignite == null || ignite.equals(watched)) {
            return;
        }
        watched = ignite;
        ignite.events()
                .localListen(
                        event -> {
                            IgniteIsland.name(((DiscoveryEvent) event).eventNode())
                                    .ifPresent(name -> went(name, event.type() == EventType.EVT_NODE_FAILED));
                            return true;
                        },
                        EventType.EVT_NODE_FAILED,
                        EventType.EVT_NODE_LEFT);
    }

    /** Those who are lost still, without these, who are here or have been seen. */
    synchronized List<NodeName> without(Collection<NodeName> found) {
        lost.keySet().removeAll(found);
        long now = System.nanoTime();
        lost.values().removeIf(since -> now - since > MEMORY_NANOS);
        return new ArrayList<>(lost.keySet());
    }

    private synchronized void went(NodeName name, boolean failed) {
        if (failed) {
            lost.put(name, System.nanoTime());
        } else {
            lost.remove(name);
        }
    }
}
