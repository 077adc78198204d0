/**
 * Channels and who listens to them on this node: the middle of a publication's walk.
 *
 * <p>{@link org.carotene.channel.Hub} takes publications from sessions, REST and other nodes, offers them to the
 * {@linkplain org.carotene.channel.Lane lanes} that have subscribers, and passes local ones on to the
 * {@link org.carotene.channel.ClusterBus}. Nothing here knows a wire protocol, a socket or the cluster's technology.
 */
@NullMarked
package org.carotene.channel;

import org.jspecify.annotations.NullMarked;
