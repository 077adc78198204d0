/**
 * The frames of RFC 6455 and 7692 as bytes, those of clients and the node's own. Knows no socket and no lane.
 */
@NullMarked
package org.carotene.transport.frame;

import org.jspecify.annotations.NullMarked;
