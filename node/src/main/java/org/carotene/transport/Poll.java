package org.carotene.transport;

/**
 * A client's poll as the owner of the id sees it, whichever node it has come to; answered once.
 *
 * <p>Both methods are called on the id's lane, outside of rounds, and do not block.
 */
interface Poll {

    /** Answers that there is nothing, or no such id. */
    void answer(PollAnswer answer);

    /**
     * Answers with frames, a JSON array.
     *
     * @param arrived told once, on any thread, whether the client may have got them; when it cannot have, they are kept
     *     for its next poll
     */
    void answerFrames(byte[] frames, Arrival arrived);

    /** Hears what has become of an answer. */
    interface Arrival {
        void told(boolean arrived);
    }
}
