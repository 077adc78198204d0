/**
 * The application's own servers: callbacks that authenticate and authorize, the backend's own subscription, and the brokers
 * that get a copy of what is published here.
 */
@NullMarked
package org.carotene.backend;

import org.jspecify.annotations.NullMarked;
