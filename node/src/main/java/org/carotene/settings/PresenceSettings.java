package org.carotene.settings;

import java.time.Duration;

/**
 * Presence.
 *
 * @param enabled whether clients may ask who is there; off, it costs nothing until REST asks
 * @param maxListedMembers the most members that one list may name
 * @param answerTimeout how long a question may take
 * @param gracePeriod how long a user stays present after the last connection has gone, with its node or alone
 */
public record PresenceSettings(boolean enabled, int maxListedMembers, Duration answerTimeout, Duration gracePeriod) {

    public static final PresenceSettings DEFAULTS =
            new PresenceSettings(false, 100_000, Duration.ofSeconds(10), Duration.ZERO);
}
