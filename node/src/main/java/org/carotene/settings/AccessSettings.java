package org.carotene.settings;

import java.time.Duration;

/**
 * Who may publish and subscribe.
 *
 * @param publish level for publications of clients
 * @param subscribe level for subscriptions
 * @param decisionTime how long a connection keeps the backend's decision about a channel
 */
public record AccessSettings(Rule publish, Rule subscribe, Duration decisionTime) {

    public static final AccessSettings DEFAULTS =
            new AccessSettings(Rule.ANONYMOUS, Rule.ANONYMOUS, Duration.ofSeconds(60));

    /**
     * A level and, for {@link Level#ASK}, whom to ask.
     *
     * @param authorizationUrl the backend's address, empty unless the level is {@code ask}
     */
    public record Rule(Level level, String authorizationUrl) {

        public static final Rule ANONYMOUS = new Rule(Level.ANONYMOUS, "");
    }

    /** Who may. */
    public enum Level {
        /** Everybody. */
        ANONYMOUS,
        /** Whoever has authenticated. */
        AUTHENTICATED,
        /** Those authenticated users for whom the backend says yes. */
        ASK
    }
}
