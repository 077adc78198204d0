package org.carotene.presence;

import java.util.ArrayList;
import java.util.List;
import org.carotene.channel.ChannelName;

/**
 * Rows that are written together: the changes of one or more channels whose rows have the same owner.
 *
 * <p>Filled by the writer, then only read.
 */
final class RowBatch {

    /** A row to put, whatever was there before. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Put(ChannelName channel, int row, byte[] bytes) {}

    /** A row to remove. */
    record Removal(ChannelName channel, int row) {}

    private final int wire;
    private final List<Put> puts = new ArrayList<>();
    private final List<Removal> removals = new ArrayList<>();
    private long bytes;

    /** @param wire in which version all nodes read the rows */
    RowBatch(int wire) {
        this.wire = wire;
    }

    int wire() {
        return wire;
    }

    void put(ChannelName channel, int row, byte[] content) {
        puts.add(new Put(channel, row, content));
        bytes += content.length;
    }

    void remove(ChannelName channel, int row) {
        removals.add(new Removal(channel, row));
    }

    List<Put> puts() {
        return puts;
    }

    List<Removal> removals() {
        return removals;
    }

    int rows() {
        return puts.size() + removals.size();
    }

    long bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return rows() == 0;
    }
}
