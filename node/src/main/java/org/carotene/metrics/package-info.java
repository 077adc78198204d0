/**
 * The figures that the node shows to its operator, by documented names.
 */
@NullMarked
package org.carotene.metrics;

import org.jspecify.annotations.NullMarked;
