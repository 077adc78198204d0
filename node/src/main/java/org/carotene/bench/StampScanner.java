package org.carotene.bench;

import java.util.function.LongConsumer;

/**
 * Finds the stamps in what one connection receives, wherever its reads cut the stream.
 *
 * <p>It looks at every eighth byte only, and jumps over the rest of a payload whose stamp it has found, so that a
 * delivery costs some ten looks however long it is. On the thread of its connection.
 */
final class StampScanner implements Scanner {

    /** Bytes that a caller must leave free before what it has read, for what is left of the read before. */
    static final int CARRY_BYTES = Stamp.BYTES - 1;

    private final int restOfPayload;
    private final byte[] carry = new byte[CARRY_BYTES];
    private int carried;
    private int skip;

    StampScanner(int payloadBytes) {
        restOfPayload = payloadBytes - Stamp.BYTES;
    }

    /**
     * Takes the next bytes of the stream, which begin at {@link #CARRY_BYTES}, and gives each stamp's time to the
     * consumer.
     */
    @Override
    public void scan(byte[] bytes, int length, LongConsumer found) {
        int end = CARRY_BYTES + length;
        int at = CARRY_BYTES - carried;
        System.arraycopy(carry, 0, bytes, at, carried);
        carried = 0;
        if (skip > 0) {
            int now = Math.min(skip, length);
            skip -= now;
            at += now;
        }
        int look = at + Stamp.MARK_BYTES - 1;
        while (look < end) {
            if (bytes[look] != Stamp.MARK) {
                look += Stamp.MARK_BYTES;
                continue;
            }
            int begin = look;
            while (begin > at && bytes[begin - 1] == Stamp.MARK) {
                begin--;
            }
            if (begin + Stamp.BYTES > end) {
                at = begin;
                break;
            }
            long nanos = Stamp.isMark(bytes, begin) ? Stamp.digits(bytes, begin + Stamp.MARK_BYTES) : -1;
            if (nanos < 0) {
                at = look + 1;
            } else {
                found.accept(nanos);
                at = begin + Stamp.BYTES + restOfPayload;
            }
            look = at + Stamp.MARK_BYTES - 1;
        }
        keep(bytes, at, end);
    }

    private void keep(byte[] bytes, int at, int end) {
        if (at > end) {
            skip = at - end;
            return;
        }
        carried = Math.min(end - at, CARRY_BYTES);
        System.arraycopy(bytes, end - carried, carry, 0, carried);
    }
}
