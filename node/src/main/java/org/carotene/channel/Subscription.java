package org.carotene.channel;

/** One subscriber's interest in one channel; made, moved and dropped on the subscriber's lane only. */
public final class Subscription {

    private final Channel channel;
    private final Subscriber subscriber;

    /** Where it stands in its lane's set, kept so that leaving costs the same in a large set as in a small one. */
    int index;

    Subscription(Channel channel, Subscriber subscriber) {
        this.channel = channel;
        this.subscriber = subscriber;
    }

    public Channel channel() {
        return channel;
    }

    public Subscriber subscriber() {
        return subscriber;
    }
}
