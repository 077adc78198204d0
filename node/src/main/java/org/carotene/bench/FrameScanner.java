package org.carotene.bench;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Finds the stamps in messages that may be compressed, each by itself.
 *
 * <p>Servers send the same compressed bytes to many, so what has been inflated once is remembered by its checksum:
 * otherwise it would be the bench that limits. On the thread of its connection.
 */
final class FrameScanner implements Scanner {

    /** What all connections of a bench remember together. */
    static final class Memory {

        private static final int ENTRIES = 4096;
        private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};

        private final Map<Long, Long> stamps = new HashMap<>();
        private final CRC32 checksum = new CRC32();
        private final Inflater inflater = new Inflater(true);
        private byte[] inflated = new byte[4096];

        private long stampOf(byte[] bytes, int at, int length) {
            checksum.reset();
            checksum.update(bytes, at, length);
            long key = checksum.getValue() << 32 | length;
            Long known = stamps.get(key);
            if (known != null) {
                return known;
            }
            if (stamps.size() >= ENTRIES) {
                stamps.clear();
            }
            long stamp = Stamp.find(inflated, 0, inflate(bytes, at, length));
            stamps.put(key, stamp);
            return stamp;
        }

        private int inflate(byte[] bytes, int at, int length) {
            byte[] whole = Arrays.copyOfRange(bytes, at, at + length + TAIL.length);
            System.arraycopy(TAIL, 0, whole, length, TAIL.length);
            inflater.reset();
            inflater.setInput(whole);
            try {
                int made = inflater.inflate(inflated);
                while (made == inflated.length) {
                    inflated = Arrays.copyOf(inflated, inflated.length * 2);
                    inflater.reset();
                    inflater.setInput(whole);
                    made = inflater.inflate(inflated);
                }
                return made;
            } catch (DataFormatException e) {
                throw new BenchException("the server sends what DEFLATE does not make", e);
            }
        }
    }

    private static final int DEFLATED = 0x40;
    private static final int OPCODE = 0x0F;
    private static final int BINARY = 2;
    private static final byte[] NOTHING = new byte[0];

    private final Memory memory;
    private byte[] cut = NOTHING;

    FrameScanner(Memory memory) {
        this.memory = memory;
    }

    @Override
    public void scan(byte[] bytes, int length, LongConsumer found) {
        if (cut.length == 0) {
            scan(bytes, StampScanner.CARRY_BYTES, StampScanner.CARRY_BYTES + length, found);
        } else {
            byte[] joined = Arrays.copyOf(cut, cut.length + length);
            System.arraycopy(bytes, StampScanner.CARRY_BYTES, joined, cut.length, length);
            scan(joined, 0, joined.length, found);
        }
    }

    private void scan(byte[] bytes, int from, int end, LongConsumer found) {
        int at = from;
        while (end - at >= 2) {
            int shortLength = bytes[at + 1] & 0x7F;
            int head = shortLength < 126 ? 2 : shortLength == 126 ? 4 : 10;
            if (end - at < head) {
                break;
            }
            long length = shortLength < 126 ? shortLength : number(bytes, at + 2, head - 2);
            if (end - at - head < length) {
                break;
            }
            message(bytes, at, at + head, (int) length, found);
            at += head + (int) length;
        }
        cut = at == end ? NOTHING : Arrays.copyOfRange(bytes, at, end);
    }

    private void message(byte[] bytes, int frame, int at, int length, LongConsumer found) {
        int opcode = bytes[frame] & OPCODE;
        if (opcode == 0 || opcode > BINARY) {
            return;
        }
        boolean deflated = (bytes[frame] & DEFLATED) != 0;
        long stamp = deflated ? memory.stampOf(bytes, at, length) : Stamp.find(bytes, at, at + length);
        if (stamp >= 0) {
            found.accept(stamp);
        }
    }

    private static long number(byte[] bytes, int at, int count) {
        long number = 0;
        for (int i = 0; i < count; i++) {
            number = number << 8 | (bytes[at + i] & 0xFF);
        }
        return number;
    }
}
