/**
 * What is known of a cluster, as immutable values: nodes, what each of them sees, islands, events, alerts. Knows no
 * JavaFX and asks nobody; {@code client} fills it, {@code vm} shows it.
 */
@NullMarked
package org.carotene.admingui.model;

import org.jspecify.annotations.NullMarked;
