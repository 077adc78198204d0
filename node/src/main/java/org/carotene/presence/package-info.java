/**
 * Who is present on a channel, over the whole cluster: what others ask, and its two answers, {@code ClusterPresence} from
 * rows in the grid, put together from the parts below, and {@code SessionPresence} from every node's sessions.
 *
 * <p>All of Ignite is here, too. {@code IgniteRowKey}, {@code IgniteQuestion} and {@code IgniteInquiry} stay whatever moves:
 * Ignite writes their names, package and all, and nodes of two releases would not know each other's.
 */
@NullMarked
package org.carotene.presence;

import org.jspecify.annotations.NullMarked;
