package org.carotene.transport;

/** What the owner of a polling id says to a poll of it, or to a message. */
enum PollAnswer {
    /** A poll gets the frames that have been kept. */
    FRAMES,
    /** A poll gets nothing: it has waited long enough, or a newer one has taken its place. */
    NOTHING,
    /** The message has been taken. */
    TAKEN,
    /** The message has not been taken: too much waits before it. */
    FULL,
    /** There is no such id, or no longer. */
    UNKNOWN
}
