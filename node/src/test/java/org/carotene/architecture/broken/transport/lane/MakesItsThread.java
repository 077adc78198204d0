package org.carotene.architecture.broken.transport.lane;

/** A part may do what the whole may. */
public final class MakesItsThread {
    /** Its thread. */
    public Thread thread() {
        return new Thread(() -> {}, "lane");
    }
}
