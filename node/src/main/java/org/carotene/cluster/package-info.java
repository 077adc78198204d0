/**
 * The other nodes: the bus that carries publications to them, their interest in channels, calls between nodes, and the
 * view of who is there. The far end of the bus enters {@link org.carotene.channel.Hub#deliver}, as local subscribers do.
 */
@NullMarked
package org.carotene.cluster;

import org.jspecify.annotations.NullMarked;
