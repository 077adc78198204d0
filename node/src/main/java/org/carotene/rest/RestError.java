package org.carotene.rest;

import org.carotene.transport.http.HttpRefusal;

/**
 * Every refusal of the REST API; a code never changes its meaning.
 *
 * <p>Numbers below 600 are those of the infos that WebSocket clients get for the same thing. All are listed in
 * {@code node/docs/rest.md}.
 */
enum RestError {
    BAD_CHANNEL(400, 101, false, "channel name is not accepted", "use a name within the limits of the settings"),
    CLUSTER_AWAY(
            503,
            301,
            true,
            "this node is away from its cluster and keeps as much as it may; nobody got the message",
            "send it again later, or to another node"),
    PRESENCE_TIMED_OUT(503, 302, true, "presence cannot be answered now", "ask again later"),
    TOO_MANY_MEMBERS(
            422, 303, false, "too many members to list", "raise presence.max_listed_members, or use smaller channels"),
    MINORITY(
            503,
            304,
            true,
            "this node is cut off from most of its cluster and takes no publications; nobody got the message",
            "send it again later, or to another node"),

    UNREADABLE(400, 600, false, "the request cannot be read", "send HTTP/1.1 within the limits of the settings"),
    NO_MESSAGE(400, 601, false, "the form has no field 'message'", "send message=<JSON or text>"),
    BAD_FORM(400, 602, false, "the form cannot be read", "percent-encode the field as UTF-8"),
    BAD_CONTENT_TYPE(
            415,
            603,
            false,
            "content type is not accepted",
            "send application/x-www-form-urlencoded, in UTF-8, with the field 'message'"),
    TOO_BIG(413, 604, false, "the body is too big", "send less, or raise limits.max_publish_body_size"),
    BAD_PATH(400, 605, false, "the path cannot be read", "percent-encode the channel as UTF-8"),
    NO_SUCH_PATH(404, 606, false, "nothing is here", "see the list of paths in the documentation"),
    NOT_SUBSCRIBED(
            404,
            607,
            false,
            "the backend is not subscribed to this channel",
            "name it in subscribed_channels to have it"),
    NOT_ALLOWED(405, 608, false, "the path is not for this method", "use one of those that the header Allow names"),
    BUSY(
            503,
            609,
            true,
            "the node has more waiting than it may hold; nobody got the message",
            "send it again after the time that Retry-After gives"),
    FOREIGN_PAGE(
            403,
            610,
            false,
            "a page of this origin may not write here",
            "name the origin in allowed_origins, where * does not count, or have your backend send it"),
    BUG(500, 699, false, "the request failed inside the node", "see the node's log");

    // A record of values alone, which the checker cannot see.
    @SuppressWarnings("ImmutableEnumChecker")
    private final HttpRefusal refusal;

    RestError(int status, int code, boolean retry, String text, String help) {
        refusal = new HttpRefusal(status, code, retry, text, help);
    }

    /** What the one who asked is told. */
    HttpRefusal refusal() {
        return refusal;
    }
}
