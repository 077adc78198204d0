/**
 * How a cluster that was cut becomes one again: what nodes tell each other beside Ignite, and the rule that says who leaves
 * for whom.
 *
 * <p>Values and a state machine without threads, clocks or sockets; {@link org.carotene.healing.HealRule} is where to begin.
 */
@NullMarked
package org.carotene.healing;

import org.jspecify.annotations.NullMarked;
