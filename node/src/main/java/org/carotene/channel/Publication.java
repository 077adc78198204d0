package org.carotene.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One message on its way to the subscribers of a channel.
 *
 * <p>Immutable but for a memory of its encodings: each wire protocol in use encodes it once. Threads that race to encode
 * it do the same work twice and agree on the result, which costs less than a lock; but for a format that is
 * {@linkplain PublicationFormat#isCostly() costly} the second one waits for the first, no longer than it would take itself.
 */
public final class Publication {

    /** How many ways to write a publication there is room for: three wire protocols, each as it is and compressed. */
    public static final int FORMATS = 6;

    // An encoding must arrive with all its bytes at the threads that find it there.
    private static final VarHandle ENCODED = MethodHandles.arrayElementVarHandle(byte[][].class);

    private final ChannelName channel;
    private final Json payload;
    private final Publisher publisher;
    private final byte[] @Nullable [] encoded = new byte[FORMATS] @Nullable [];

    public Publication(ChannelName channel, Json payload, Publisher publisher) {
        this.channel = channel;
        this.payload = payload;
        this.publisher = publisher;
    }

    public ChannelName channel() {
        return channel;
    }

    public Json payload() {
        return payload;
    }

    public Publisher publisher() {
        return publisher;
    }

    /** About how many bytes a frame of it has: the payload, and what is said about where it comes from. */
    public int weight() {
        int user = publisher instanceof Publisher.User known
                ? known.id().length() + known.data().utf8().length
                : 0;
        return payload.utf8().length + channel.value().length() + user;
    }

    /** The message in that protocol's words, shared: not to be written to. */
    public byte[] encoded(PublicationFormat format) {
        byte[] bytes = (byte[]) ENCODED.getAcquire(encoded, format.ordinal());
        if (bytes == null) {
            bytes = format.isCostly() ? encodedOnce(format) : encodedNow(format);
        }
        return bytes;
    }

    private synchronized byte[] encodedOnce(PublicationFormat format) {
        byte[] bytes = (byte[]) ENCODED.getAcquire(encoded, format.ordinal());
        return bytes == null ? encodedNow(format) : bytes;
    }

    private byte[] encodedNow(PublicationFormat format) {
        byte[] bytes = format.encode(this);
        ENCODED.setRelease(encoded, format.ordinal(), bytes);
        return bytes;
    }
}
