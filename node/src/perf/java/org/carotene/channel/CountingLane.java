package org.carotene.channel;

import org.jspecify.annotations.Nullable;

/** A lane that counts what it is offered, delivers nothing and runs tasks on the caller's thread. */
public final class CountingLane implements Lane {

    private final int index;
    private int offers;

    public CountingLane(int index) {
        this.index = index;
    }

    /** Somebody on this lane, to whom nothing is delivered. */
    public Subscriber nobody() {
        return new Nobody(this);
    }

    public int offers() {
        return offers;
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public boolean isCurrent() {
        return true;
    }

    @Override
    public boolean hasRoom() {
        return true;
    }

    @Override
    public void offer(Channel channel, Publication publication) {
        offers++;
    }

    @Override
    public void execute(Runnable task) {
        task.run();
    }

    @Override
    public void whenRoom(Runnable task) {
        task.run();
    }

    private record Nobody(Lane lane) implements Subscriber {

        @Override
        public PublicationFormat format() {
            throw new UnsupportedOperationException("nothing is delivered here");
        }

        @Override
        public @Nullable String user() {
            return null;
        }
    }
}
