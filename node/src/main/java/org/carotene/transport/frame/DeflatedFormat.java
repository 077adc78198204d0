package org.carotene.transport.frame;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.Deflater;
import org.carotene.channel.Publication;
import org.carotene.channel.PublicationFormat;
import org.carotene.metrics.Metrics;
import org.carotene.settings.CompressionSettings;

/**
 * A wire protocol's publications for clients that take compressed messages: whole frames, made once for all of them.
 *
 * <p>Each message is compressed by itself, without what was sent before it (server_no_context_takeover), so its frame is
 * the same for every client, and no connection owns a compressor. A frame is not compressed where that would not make it
 * shorter, or where it is short anyway. Any thread; each has a compressor of its own.
 */
public final class DeflatedFormat implements PublicationFormat {

    /** What a flush leaves at the end of a message, and nobody sends: RFC 7692, section 7.2.1. */
    private static final int TAIL_BYTES = 4;

    private final PublicationFormat plain;
    private final int minBytes;
    private final ThreadLocal<Deflater> deflaters;
    private final LongAdder messages;
    private final LongAdder bytesBefore;
    private final LongAdder bytesAfter;

    /** @param plain the protocol's own format */
    public DeflatedFormat(PublicationFormat plain, CompressionSettings settings, Metrics metrics) {
        this.plain = plain;
        minBytes = settings.minBytes();
        deflaters = ThreadLocal.withInitial(() -> new Deflater(settings.level(), true));
        messages = metrics.counter(
                "carotene_compressed_messages", "Messages compressed, each once for all clients that take it so");
        bytesBefore = metrics.counter("carotene_compressed_bytes_before", "Their bytes before");
        bytesAfter = metrics.counter("carotene_compressed_bytes_after", "Their bytes after");
    }

    @Override
    public int ordinal() {
        return plain.ordinal() + Publication.FORMATS / 2;
    }

    @Override
    public byte[] encode(Publication publication) {
        return frame(publication.encoded(plain));
    }

    @Override
    public boolean isCostly() {
        return true;
    }

    /** The whole frame of a text message. */
    public byte[] frame(byte[] text) {
        if (text.length >= minBytes) {
            byte[] compressed = new byte[text.length];
            int length = compress(text, compressed);
            if (length >= 0) {
                ByteBuffer frame = ByteBuffer.allocate(WebSocketFrame.textFrameBytes(length));
                WebSocketFrame.putDeflatedTextHeader(frame, length);
                return frame.put(compressed, 0, length).array();
            }
        }
        ByteBuffer frame = ByteBuffer.allocate(WebSocketFrame.textFrameBytes(text.length));
        WebSocketFrame.putTextHeader(frame, text.length);
        return frame.put(text).array();
    }

    /** How many bytes it makes of them, or -1 if they do not become fewer. */
    private int compress(byte[] text, byte[] compressed) {
        Deflater deflater = deflaters.get();
        deflater.setInput(text);
        int length = deflater.deflate(compressed, 0, compressed.length, Deflater.SYNC_FLUSH);
        deflater.reset();
        // With the buffer full there may be more to come: then it has not become shorter.
        if (length == compressed.length) {
            return -1;
        }
        messages.increment();
        bytesBefore.add(text.length);
        bytesAfter.add((long) length - TAIL_BYTES);
        return length - TAIL_BYTES;
    }
}
