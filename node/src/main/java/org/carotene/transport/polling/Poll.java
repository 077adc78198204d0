package org.carotene.transport.polling;

import org.carotene.transport.http.Arrival;

/**
 * A client's poll as the owner of the id sees it, whichever node it has come to; answered once.
 *
 * <p>All methods are called on the id's lane, outside of rounds, and do not block.
 */
interface Poll {

    /**
     * Whether the client is at another node. Then frames are handed out only when the node has just asked: one that
     * asked a minute ago may be gone, with them, before anybody notices.
     */
    boolean isForwarded();

    /** How much may go into one answer; one larger frame alone may. */
    int maxBytes();

    /** Answers without frames. */
    void answer(PollAnswer answer);

    /**
     * Answers with frames, a JSON array.
     *
     * @param arrived told once, on any thread, whether the client may have got them; when it cannot have, they are kept
     *     for its next poll
     */
    void answerFrames(byte[] frames, Arrival arrived);
}
