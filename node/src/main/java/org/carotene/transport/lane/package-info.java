/**
 * A lane: a thread with its connections, which turns, delivers what it is offered in rounds, and counts. Whoever has a
 * connection on one, WebSocket or polling id, extends {@code LaneOutbound}; whoever owns a socket is a {@code LaneWriter}.
 */
@NullMarked
package org.carotene.transport.lane;

import org.jspecify.annotations.NullMarked;
