package org.carotene.bench;

import java.util.Optional;

/** Says what the servers have used. Blocks. */
interface ServerFigures {

    /** Where the figures come from, for the report. */
    String source();

    /** What they have used by now; nothing if it cannot be said. */
    Optional<Usage> now();
}
