/**
 * Faults of the network and of processes, with real nodes in network namespaces and real clients that record everything.
 * Needs root and iproute2; {@code node/bin/faults} runs all of it.
 */
@NullMarked
package org.carotene.faults;

import org.jspecify.annotations.NullMarked;
