/** Breaks the rules of the architecture, on purpose. */
@NullMarked
package org.carotene.architecture.broken.session;

import org.jspecify.annotations.NullMarked;
