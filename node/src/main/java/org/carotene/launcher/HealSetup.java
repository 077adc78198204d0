package org.carotene.launcher;

import java.time.Duration;
import java.util.List;
import org.carotene.settings.ClusterSettings;
import org.carotene.settings.ClusterSettings.Heal;
import org.carotene.settings.Peer;

/**
 * What healing needs to know of a node.
 *
 * @param ports where others find it
 * @param peers where to look for others
 * @param failureDetectionTimeout of its Ignite node
 * @param auto whether it may leave for a larger side; it looks, tells and lets others come in any case
 */
record HealSetup(ClusterPorts ports, List<Peer> peers, Duration failureDetectionTimeout, boolean auto) {

    /** For a node of our own start script. */
    static HealSetup of(ClusterPorts ports, ClusterSettings settings) {
        return new HealSetup(
                ports,
                settings.nodes().stream().map(Peer::of).toList(),
                settings.failureDetectionTimeout(),
                settings.heal().orElse(Heal.AUTO) == Heal.AUTO);
    }
}
