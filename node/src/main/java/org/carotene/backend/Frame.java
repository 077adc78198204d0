package org.carotene.backend;

import org.carotene.channel.ChannelName;

/** One publication on its way to a broker, as subscribers of its channel get it. */
final class Frame {

    private static final int OVERHEAD_BYTES = 96;

    private final ChannelName channel;
    private final byte[] text;

    Frame(ChannelName channel, byte[] text) {
        this.channel = channel;
        this.text = text;
    }

    ChannelName channel() {
        return channel;
    }

    /** Shared: not to be written to. */
    byte[] text() {
        return text;
    }

    /** About what it costs to keep it, in bytes. */
    int cost() {
        return text.length + OVERHEAD_BYTES;
    }
}
