/** Tests of the callbacks, of the backend's subscription and of the brokers, against real servers where they matter. */
@NullMarked
package org.carotene.backend;

import org.jspecify.annotations.NullMarked;
