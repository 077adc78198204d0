package org.carotene.transport.polling;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.carotene.settings.LimitSettings;

/**
 * What one polling id may use up, and the figures of all of them, shared by all.
 *
 * @param messageBytes largest message from a client
 * @param bufferBytes what is kept for an id between its polls, and what may wait to be handled for it
 * @param pollNanos how long a poll waits for something to tell
 * @param lifetimeNanos how long an id lives after its last use
 * @param unusedNanos how long an id lives that has never been used: clients use theirs at once
 * @param waiting how many polls wait at present
 * @param slow counts clients that were disconnected because they read too slowly
 */
record PollLimits(
        int messageBytes,
        long bufferBytes,
        long pollNanos,
        long lifetimeNanos,
        long unusedNanos,
        LongAdder waiting,
        LongAdder slow) {

    private static final Duration UNUSED = Duration.ofSeconds(10);

    static PollLimits of(LimitSettings limits, LongAdder waiting, LongAdder slow) {
        return new PollLimits(
                limits.maxFrameBytes(),
                limits.pollBufferBytes(),
                limits.pollTimeout().toNanos(),
                limits.pollIdLifetime().toNanos(),
                Math.min(limits.pollIdLifetime().toNanos(), UNUSED.toNanos()),
                waiting,
                slow);
    }
}
