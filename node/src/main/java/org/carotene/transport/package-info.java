/**
 * The node's server for clients: the parts below put together, what answers {@code /stream}, and how clients are told to go.
 * Jetty's types stay in here (and in {@code rest} and {@code admin}).
 */
@NullMarked
package org.carotene.transport;

import org.jspecify.annotations.NullMarked;
