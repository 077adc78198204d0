package org.carotene.transport;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** A client's side of RFC 7692, as the RFC says it in section 7.2. */
public final class Deflated {

    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};

    private Deflated() {}

    /** The payload of a compressed message. */
    public static byte[] deflate(byte[] message) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(message);
        ByteArrayOutputStream made = new ByteArrayOutputStream();
        byte[] buffer = new byte[4096];
        int length = buffer.length;
        while (length == buffer.length) {
            length = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
            made.write(buffer, 0, length);
        }
        deflater.end();
        return Arrays.copyOf(made.toByteArray(), made.size() - TAIL.length);
    }

    /** What a payload was before. */
    public static byte[] inflate(byte[] payload) {
        byte[] whole = Arrays.copyOf(payload, payload.length + TAIL.length);
        System.arraycopy(TAIL, 0, whole, payload.length, TAIL.length);
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(whole);
            ByteArrayOutputStream made = new ByteArrayOutputStream();
            byte[] buffer = new byte[4096];
            for (int length = inflater.inflate(buffer); length > 0; length = inflater.inflate(buffer)) {
                made.write(buffer, 0, length);
            }
            return made.toByteArray();
        } catch (DataFormatException e) {
            throw new AssertionError("not DEFLATE", e);
        } finally {
            inflater.end();
        }
    }
}
