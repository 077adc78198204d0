/** Breaks the rules of the architecture, on purpose. */
@NullMarked
package org.carotene.architecture.broken.settings;

import org.jspecify.annotations.NullMarked;
