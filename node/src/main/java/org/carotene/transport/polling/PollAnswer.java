package org.carotene.transport.polling;

/** What the owner of a polling id says to a poll of it, or to a message. The codes cross the wire, never renumbered. */
enum PollAnswer {
    /** A poll gets frames that have been kept. */
    FRAMES(1),
    /** A poll gets nothing: it has waited long enough, or a newer one has taken its place. */
    NOTHING(2),
    /** A poll that has waited at another node: there is something now. Is the client still there? Then ask again. */
    READY(3),
    /** The message has been taken. */
    TAKEN(4),
    /** The message has not been taken: too much waits before it. */
    FULL(5),
    /** There is no such id, or no longer. */
    UNKNOWN(6);

    private static final PollAnswer[] ALL = values();

    private final int code;

    PollAnswer(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static PollAnswer of(int code) {
        if (code < 1 || code > ALL.length) {
            throw new IllegalArgumentException("answer about a poll: " + code + " (expected: 1..6)");
        }
        return ALL[code - 1];
    }
}
