/**
 * What the node shows to its operator, by documented names: figures, what has happened, and the sentences that say so.
 */
@NullMarked
package org.carotene.metrics;

import org.jspecify.annotations.NullMarked;
