/**
 * How a cluster that was cut becomes one again: what nodes tell each other beside Ignite, and the rule that says who leaves
 * for whom.
 *
 * <p>{@link org.carotene.healing.Island} and {@link org.carotene.healing.HealRule} are values and a state machine without
 * threads, clocks or sockets; {@link org.carotene.healing.PeerPort} and {@link org.carotene.healing.PeerClient} carry them
 * between processes. The launcher drives both.
 */
@NullMarked
package org.carotene.healing;

import org.jspecify.annotations.NullMarked;
