package org.carotene.transport.frame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads the frames of a client where they lie, and takes their mask off there (RFC 6455, section 5.2).
 *
 * <p>Holds nothing from one frame to the next but what the accessors tell, so each lane has one for all its connections.
 * The buffers have to have arrays.
 */
public final class FrameReader {

    public static final int CONTINUATION = 0x0;
    public static final int TEXT = 0x1;
    public static final int BINARY = 0x2;
    public static final int CLOSE = 0x8;
    public static final int PING = 0x9;
    static final int PONG = 0xA;

    /** The longest header of a masked frame. */
    static final int MAX_HEADER_BYTES = 14;

    private static final int MASK_BYTES = 4;
    private static final int MAX_CONTROL_BYTES = 125;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** What became of a look at the buffer. */
    public enum Outcome {
        /** A frame has been taken out of the buffer. */
        FRAME,
        /** There is less than a frame; {@link #neededBytes} would be one, or show how long it is. */
        PART,
        TOO_LONG,
        /** No client may send that. */
        WRONG
    }

    private int opcode;
    private boolean fin;
    private boolean deflated;
    private byte[] array = new byte[0];
    private int offset;
    private int length;
    private int neededBytes;

    /**
     * Takes the next frame.
     *
     * @param mayDeflate whether frames may say that they are compressed
     */
    public Outcome read(ByteBuffer in, int maxPayloadBytes, boolean mayDeflate) {
        neededBytes = 2;
        if (in.remaining() < neededBytes) {
            return Outcome.PART;
        }
        int start = in.position();
        int first = in.get(start);
        int second = in.get(start + 1);
        if (isWrong(first, second, mayDeflate)) {
            return Outcome.WRONG;
        }
        int shortLength = second & 0x7F;
        int lengthBytes = shortLength < 126 ? 0 : shortLength == 126 ? 2 : 8;
        neededBytes = 2 + lengthBytes + MASK_BYTES;
        if (in.remaining() < neededBytes) {
            return Outcome.PART;
        }
        long payload = lengthBytes == 0
                ? shortLength
                : lengthBytes == 2 ? in.getShort(start + 2) & 0xFFFF : in.getLong(start + 2);
        if (payload < 0 || payload > maxPayloadBytes) {
            return Outcome.TOO_LONG;
        }
        int header = neededBytes;
        neededBytes += (int) payload;
        if (in.remaining() < neededBytes) {
            return Outcome.PART;
        }
        array = in.array();
        offset = in.arrayOffset() + start + header;
        length = (int) payload;
        unmask(in.getInt(start + header - MASK_BYTES));
        in.position(start + neededBytes);
        return Outcome.FRAME;
    }

    private boolean isWrong(int first, int second, boolean mayDeflate) {
        opcode = first & 0x0F;
        fin = (first & 0x80) != 0;
        deflated = (first & 0x40) != 0;
        boolean masked = (second & 0x80) != 0;
        boolean otherReserved = (first & 0x30) != 0;
        boolean data = opcode == TEXT || opcode == BINARY;
        boolean control = opcode == CLOSE || opcode == PING || opcode == PONG;
        return !masked
                || otherReserved
                || (deflated && !(mayDeflate && data))
                || !(data || control || opcode == CONTINUATION)
                || (control && (!fin || (second & 0x7F) > MAX_CONTROL_BYTES));
    }

    private void unmask(int mask) {
        long twice = ((long) mask << 32) | (mask & 0xFFFFFFFFL);
        int at = offset;
        int end = offset + length;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            LONGS.set(array, at, (long) LONGS.get(array, at) ^ twice);
        }
        for (int shift = 24; at < end; at++, shift = (shift - 8) & 31) {
            array[at] ^= (byte) (mask >>> shift);
        }
    }

    /** One of those above, of the frame taken last, as all that follows. */
    public int opcode() {
        return opcode;
    }

    /** Whether it is the last frame of its message. */
    public boolean isLast() {
        return fin;
    }

    /** Whether it says that its message is compressed. */
    public boolean isDeflated() {
        return deflated;
    }

    /** Whether it may stand between the frames of a message. */
    public boolean isControl() {
        return opcode >= CLOSE;
    }

    /** What the payload lies in, from {@link #offset} on; good until the next read into the buffer. */
    public byte[] array() {
        return array;
    }

    /** Where in {@link #array} the payload begins. */
    public int offset() {
        return offset;
    }

    /** Of the payload. */
    public int length() {
        return length;
    }

    /** How many bytes from the beginning of the frame have to be there for the next look to tell more. */
    public int neededBytes() {
        return neededBytes;
    }
}
