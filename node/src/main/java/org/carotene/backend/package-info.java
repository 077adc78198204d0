/**
 * The application's own servers: callbacks that authenticate and authorize, the backend's own subscription, and the brokers
 * that get a copy of what is published here.
 *
 * <p>Beside the walk of a publication: {@code session} asks through its ports {@code Authenticator} and
 * {@code Authorizer}, and {@code channel} hands what was published on this node to the taps that are made here. Nothing
 * here blocks whoever calls it, and nothing here knows of clients or of the cluster.
 */
@NullMarked
package org.carotene.backend;

import org.jspecify.annotations.NullMarked;
