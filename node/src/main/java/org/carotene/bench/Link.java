package org.carotene.bench;

import java.io.IOException;

/** The bytes between a client and its server, encrypted on the way or not. On the thread of the bench. */
interface Link {

    /**
     * Reads what has come into {@link Connections#readBytes()}, from {@link StampScanner#CARRY_BYTES} on.
     *
     * @return how many bytes, 0 for none, -1 at the end
     */
    int read() throws IOException;

    /** Writes as many of the first bytes as go out at once, and returns how many it has taken. */
    int write(byte[] bytes, int length) throws IOException;

    /** Whether it waits for the socket to take more, when so many bytes wait that it has not taken. */
    boolean isBlocked(int waiting);

    /** How it is encrypted, empty if it is not. */
    String encryption();
}
