package org.carotene.admin.question;

import org.carotene.transport.http.HttpRefusal;

/** Every refusal of the admin API; a code never changes its meaning. All are listed in {@code node/docs/admin-api.md}. */
public enum AdminError {
    NO_TOKEN(401, 701, false, "no token, or a wrong one", "send the header Authorization: Bearer TOKEN"),
    TOO_MANY_FAILURES(429, 702, true, "too many wrong tokens from this address", "wait a minute"),
    NO_SUCH_PATH(404, 703, false, "nothing is here", "see the list of paths in node/docs/admin-api.md"),
    BAD_PARAMETER(400, 704, false, "a parameter is not as expected", "see node/docs/admin-api.md"),
    NOT_ALLOWED(405, 705, false, "the path is not for this method", "use the one that the header Allow names"),
    TOO_BIG(413, 706, false, "the body is too big", "send less"),
    BAD_BODY(400, 707, false, "the body is not as expected", "send a JSON object, see node/docs/admin-api.md"),
    NO_SUCH_NODE(404, 708, false, "no such node in this cluster", "ask for the list of nodes"),
    NO_SUCH_CLIENT(404, 709, false, "no such client: it has gone", "ask for the list of clients"),
    NODE_SILENT(503, 710, true, "the node did not answer in time", "ask again, or look at the node's log"),
    WRONG_STATE(409, 711, false, "not possible in the node's present state", "ask for the node's state"),
    BUSY(503, 712, true, "the node has more waiting than it may hold; nobody got the message", "send it again later"),
    NOT_HERE(501, 713, false, "this node cannot do that as it was started", "see node/docs/admin-api.md"),
    TOO_MANY(503, 714, true, "too many requests at the same time", "ask again later"),
    PRESENCE_SILENT(503, 715, true, "presence cannot be answered now", "ask again later"),
    ANSWER_TOO_BIG(413, 716, false, "the answer would be too big", "ask for less: a longer prefix, a smaller page"),
    UNREADABLE(400, 717, false, "the request cannot be read", "send HTTP/1.1 with at most 8 KiB of headers"),
    BUG(500, 799, false, "the request failed inside the node", "see the node's log");

    // A record of values alone, which the checker cannot see.
    @SuppressWarnings("ImmutableEnumChecker")
    private final HttpRefusal refusal;

    AdminError(int status, int code, boolean retry, String text, String help) {
        refusal = new HttpRefusal(status, code, retry, text, help);
    }

    /** What the one who asked is told. */
    public HttpRefusal refusal() {
        return refusal;
    }

    /** The error of that code, as another node has told it. */
    static AdminError of(int code) {
        for (AdminError error : values()) {
            if (error.refusal.code() == code) {
                return error;
            }
        }
        return BUG;
    }
}
