package org.carotene.session;

/**
 * What a client is told beside publications: outcomes and refusals.
 *
 * <p>The texts without a number are the original's and never change. Those with one are ours: {@code <code>: <text>};
 * codes are never renumbered.
 */
public enum Info {
    NOT_JSON("Non JSON message received"),
    UNKNOWN("Unknown message received"),
    AUTHENTICATED("Authenticated"),
    AUTHENTICATION_FAILED("Authentication failed"),
    NO_AUTHENTICATE_URL("Authentication error: no authentication_url in config"),
    ALREADY_AUTHENTICATED("Authentication error: already authenticated"),
    AUTHENTICATION_BAD_JSON("Authentication error: Bad JSON response from server"),
    AUTHENTICATION_BAD_RESPONSE("Authentication error: Bad response from server"),
    PRESENCE_DISABLED("Presence is disabled"),
    PRESENCE_NOT_SUBSCRIBED("Cannot ask for presence when not subscribed to the channel"),
    NEEDS_AUTHENTICATION("needs authentication"),
    NO_AUTHORIZATION("no authorization"),
    AUTHORIZATION_BAD_JSON("malformed json from server on authorization"),
    AUTHORIZATION_BAD_RESPONSE("bad response from server on authorization"),
    BAD_AUTHORIZATION_URL("bad value for authorization url in configuration"),
    BAD_LEVEL("bad value for level in configuration"),

    BAD_CHANNEL("101: channel name is not accepted"),
    TOO_MANY_CHANNELS("102: too many channels on this connection"),
    TOO_DEEP("103: message is nested too deeply"),
    BAD_USER("104: user id is not accepted"),
    BACKEND_TIMED_OUT("201: the application's backend did not answer in time, try again later"),
    BACKEND_OVERLOADED("202: too many requests wait for the application's backend, try again later"),
    BACKEND_AWAY("203: the application's backend keeps failing and is not asked for some seconds, try again later"),
    CLUSTER_AWAY("301: this node is away from its cluster, try again later"),
    PRESENCE_UNAVAILABLE("302: presence cannot be answered right now, try again later"),
    TOO_MANY_MEMBERS("303: too many members to list"),
    MINORITY("304: this node is cut off from most of its cluster and takes no publications, try again later");

    private final String text;

    Info(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
