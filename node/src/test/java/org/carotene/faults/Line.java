package org.carotene.faults;

/** How a client's messages get to its node. */
interface Line {

    /** Sends one message after those before it; nothing once the line is dead. */
    void send(String text);

    void close();
}
