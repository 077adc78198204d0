package org.carotene.healing;

import java.util.Optional;
import java.util.UUID;
import org.carotene.settings.NodeName;

/**
 * One node of an island.
 *
 * @param id of its Ignite node; another one after each start
 * @param order by which the nodes of one island joined it
 * @param startedMillis when its Ignite node started, by its own clock, fixed for its life; 0 if it does not tell
 * @param address where to ask it, or empty if nobody answers there: under Ignite's own start-up class there is no gateway
 *     that outlives the Ignite node
 */
public record IslandMember(NodeName name, UUID id, long order, long startedMillis, Optional<PeerAddress> address) {}
