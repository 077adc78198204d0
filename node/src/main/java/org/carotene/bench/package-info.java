/**
 * {@code carotene bench}: puts load on running servers and measures what comes of it. Knows nothing of the node that it
 * is shipped with; what to say to a server stands in a {@link org.carotene.bench.Template}. Begin with
 * {@link org.carotene.bench.Bench}.
 */
@NullMarked
package org.carotene.bench;

import org.jspecify.annotations.NullMarked;
