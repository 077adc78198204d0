package org.carotene.transport.http;

/** Hears what has become of an answer, once, on any thread. */
public interface Arrival {
    /** Whether the client may have got it. */
    void told(boolean arrived);
}
