package org.carotene.session;

/** Whether a connection may go on to its client's next message. */
public enum Progress {
    /** The message has been dealt with. */
    DONE,
    /** The message waits for somebody; {@link Outbound#resume()} is called, on the lane, when the next one may come. */
    BUSY
}
