package org.carotene.backend;

import java.time.Duration;
import org.carotene.channel.PublicationTap;

/** A tap that holds publications for a while and wants to be rid of them before the node goes. */
interface StoppableTap extends PublicationTap {

    /**
     * Sends what waits, at most that long, and drops and counts the rest; publications that come later are ignored.
     * Blocks; called once.
     */
    void stop(Duration patience);
}
