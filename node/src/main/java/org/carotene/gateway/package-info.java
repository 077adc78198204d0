/**
 * The gateway put together: everything of a node that outlives its Ignite instance, and the attaching and detaching of one.
 */
@NullMarked
package org.carotene.gateway;

import org.jspecify.annotations.NullMarked;
