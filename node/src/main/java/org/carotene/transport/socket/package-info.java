/**
 * Sockets on lanes: Jetty's connector, selectors and pool, made to do their work on the lane that a connection belongs to.
 * What is spoken on a socket is not known here.
 */
@NullMarked
package org.carotene.transport.socket;

import org.jspecify.annotations.NullMarked;
