/**
 * Sessions: who is connected, what he may do, and what he is subscribed to.
 *
 * <p>A session takes the commands that a protocol codec has decoded, asks the backend where the
 * settings say so, and goes on to {@code channel} and {@code presence}. It knows neither the protocol nor the transport.
 */
@NullMarked
package org.carotene.session;

import org.jspecify.annotations.NullMarked;
