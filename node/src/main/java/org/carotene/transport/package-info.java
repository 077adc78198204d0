/**
 * Sockets and the lanes that read and write them: where a publication enters the node and where it leaves. Jetty's types
 * stay here (and in {@code rest} and {@code admin}).
 */
@NullMarked
package org.carotene.transport;

import org.jspecify.annotations.NullMarked;
