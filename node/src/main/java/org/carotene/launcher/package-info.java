/**
 * The process: its commands, its settings file, and the Ignite instance that it starts and replaces under the gateway.
 */
@NullMarked
package org.carotene.launcher;

import org.jspecify.annotations.NullMarked;
