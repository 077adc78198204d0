package org.carotene.presence.row;

import java.util.ArrayList;
import java.util.List;
import org.carotene.channel.ChannelName;

/**
 * Rows that are written together: the changes of one or more channels whose rows have the same owner.
 *
 * <p>Filled by the writer, then only read.
 */
public final class RowBatch {

    /** A row to put, whatever was there before. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Put(ChannelName channel, int row, byte[] bytes) {}

    /** A row to remove. */
    public record Removal(ChannelName channel, int row) {}

    private final int wire;
    private final List<Put> puts = new ArrayList<>();
    private final List<Removal> removals = new ArrayList<>();
    private long bytes;

    /** @param wire in which version all nodes read the rows */
    public RowBatch(int wire) {
        this.wire = wire;
    }

    public int wire() {
        return wire;
    }

    public void put(ChannelName channel, int row, byte[] content) {
        puts.add(new Put(channel, row, content));
        bytes += content.length;
    }

    public void remove(ChannelName channel, int row) {
        removals.add(new Removal(channel, row));
    }

    public List<Put> puts() {
        return puts;
    }

    public List<Removal> removals() {
        return removals;
    }

    public int rows() {
        return puts.size() + removals.size();
    }

    public long bytes() {
        return bytes;
    }

    public boolean isEmpty() {
        return rows() == 0;
    }
}
