/**
 * Who is present on a channel, over the whole cluster: the registry of this node's sessions and its projection in the grid.
 */
@NullMarked
package org.carotene.presence;

import org.jspecify.annotations.NullMarked;
