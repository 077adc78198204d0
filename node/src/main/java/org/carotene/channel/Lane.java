package org.carotene.channel;

/**
 * One thread with the connections that it alone reads and writes; implemented by the transport.
 *
 * <p>Every method may be called on any thread and none blocks. Whoever publishes only offers; the lane delivers in
 * rounds. Nothing that runs on a lane may block.
 */
public interface Lane {

    /** 0 to the number of lanes - 1. */
    int index();

    /** Whether the calling thread is this lane's own. */
    boolean isCurrent();

    /** Whether another offer fits into the lane's bound. */
    boolean hasRoom();

    /**
     * Leaves a publication for the lane's subscribers of a channel, to be delivered by a coming round in the order of
     * the offers. Taken even beyond the bound, so that one publication reaches all lanes or none: ask
     * {@link #hasRoom()} first.
     */
    void offer(Channel channel, Publication publication);

    /** Runs a task on the lane's thread, at once after what it is doing; tasks keep their order. */
    void execute(Runnable task);

    /** Runs a task on the lane's thread after a round that has left room for offers. */
    void whenRoom(Runnable task);
}
