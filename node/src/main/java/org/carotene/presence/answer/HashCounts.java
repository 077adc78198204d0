package org.carotene.presence.answer;

/**
 * How often each hash was added and not removed: open addressing in two arrays, ten bytes a place, at most two thirds
 * full; not thread-safe.
 */
final class HashCounts {

    private long[] hashes = new long[1024];
    private short[] counts = new short[1024];
    private int distinct;

    int distinct() {
        return distinct;
    }

    void add(long hash) {
        int at = find(hash);
        if (counts[at] == 0) {
            hashes[at] = hash;
            distinct++;
        }
        counts[at]++;
        if (distinct > hashes.length / 3 * 2) {
            grow();
        }
    }

    void remove(long hash) {
        int at = find(hash);
        if (counts[at] == 0) {
            throw new IllegalStateException("hash removed: " + hash + " (expected: one that was added)");
        }
        if (--counts[at] == 0) {
            distinct--;
            close(at);
        }
    }

    private int find(long hash) {
        int at = placeOf(hash);
        while (counts[at] != 0 && hashes[at] != hash) {
            at = (at + 1) & (hashes.length - 1);
        }
        return at;
    }

    // Moves back those behind the gap whose way from their own place leads over it, so that nobody is lost.
    private void close(int gap) {
        int open = gap;
        int at = (gap + 1) & (hashes.length - 1);
        while (counts[at] != 0) {
            int wanted = placeOf(hashes[at]);
            if (((at - wanted) & (hashes.length - 1)) >= ((at - open) & (hashes.length - 1))) {
                hashes[open] = hashes[at];
                counts[open] = counts[at];
                counts[at] = 0;
                open = at;
            }
            at = (at + 1) & (hashes.length - 1);
        }
    }

    private void grow() {
        long[] oldHashes = hashes;
        short[] oldCounts = counts;
        hashes = new long[oldHashes.length * 2];
        counts = new short[oldCounts.length * 2];
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldCounts[i] != 0) {
                int at = find(oldHashes[i]);
                hashes[at] = oldHashes[i];
                counts[at] = oldCounts[i];
            }
        }
    }

    private int placeOf(long hash) {
        return (int) (hash >>> 32) & (hashes.length - 1);
    }
}
