package org.carotene.settings;

import java.time.Duration;

/**
 * Presence.
 *
 * @param enabled whether clients may ask who is there; off, it costs nothing until REST asks
 * @param maxListedMembers the most members that one list may name
 * @param answerTimeout how long a question may take
 */
public record PresenceSettings(boolean enabled, int maxListedMembers, Duration answerTimeout) {

    public static final PresenceSettings DEFAULTS = new PresenceSettings(false, 100_000, Duration.ofSeconds(10));
}
