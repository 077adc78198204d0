/**
 * TLS on lanes: handshakes are computed on threads of their own, records are encrypted on the lane. Which certificate there
 * is says {@code org.carotene.tls}.
 */
@NullMarked
package org.carotene.transport.tls;

import org.jspecify.annotations.NullMarked;
