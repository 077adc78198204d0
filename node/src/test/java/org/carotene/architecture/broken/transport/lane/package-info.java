/** Breaks the rules of the architecture, on purpose. */
@NullMarked
package org.carotene.architecture.broken.transport.lane;

import org.jspecify.annotations.NullMarked;
