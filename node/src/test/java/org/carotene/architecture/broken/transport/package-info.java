/** Breaks the rules of the architecture, on purpose. */
@NullMarked
package org.carotene.architecture.broken.transport;

import org.jspecify.annotations.NullMarked;
