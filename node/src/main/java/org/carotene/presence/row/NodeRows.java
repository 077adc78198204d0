package org.carotene.presence.row;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.carotene.channel.ChannelName;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of one node's members of one channel while that node goes on writing them.
 *
 * <p>The rows of a batch appear one after the other. A reader who meets a split or a join in the middle sees it by the
 * depths and versions, and reads again; after a few times it gives up with {@link UnsettledRowsException}.
 */
public final class NodeRows {

    private static final int TRIES = 3;

    private final RowSource source;
    private final ChannelName channel;
    private final long incarnation;

    /** Row 0 as it was looked at before any other was read. */
    private @Nullable Header first;

    public NodeRows(RowSource source, ChannelName channel, long incarnation) {
        this.source = source;
        this.channel = channel;
        this.incarnation = incarnation;
    }

    /** How many members the node has there. */
    public int total() {
        first = header();
        return first == null ? 0 : first.total();
    }

    /** Row 0, or null when the node has no members there. */
    @Nullable
    Header header() {
        byte[] row = source.read(channel, incarnation, 0);
        return row == null ? null : RowCodec.readHeader(row);
    }

    /** The users of one bucket, or null when the row does not fit the header. */
    @Nullable
    public UserRow bucket(Header header, int bucket) {
        if (header.users() != null) {
            return header.users();
        }
        byte[] row = source.read(channel, incarnation, bucket + 1);
        UserRow users = row == null ? null : RowCodec.readBucket(row);
        return users == null || !header.fits(bucket, users) ? null : users;
    }

    /** All rows with users, of one and the same division. */
    public List<UserRow> all() {
        return settled(header -> header == null ? List.of() : all(header));
    }

    /** What somebody makes of the rows, who gets row 0 or null, and answers null when the others do not fit it. */
    public <T> T settled(Function<@Nullable Header, @Nullable T> reader) {
        Header looked = first;
        first = null;
        for (int i = 0; i < TRIES; i++) {
            T read = reader.apply(looked != null ? looked : header());
            looked = null;
            if (read != null) {
                return read;
            }
        }
        throw new UnsettledRowsException();
    }

    private @Nullable List<UserRow> all(Header header) {
        List<UserRow> rows = new ArrayList<>(header.buckets());
        for (int i = 0; i < header.buckets(); i++) {
            UserRow row = bucket(header, i);
            if (row == null) {
                return null;
            }
            rows.add(row);
        }
        return rows;
    }

    /** Whether the rows are exactly those of the batch with that version of row 0. */
    public boolean areOf(long headerVersion) {
        Header header = header();
        if (header == null || header.version() != headerVersion) {
            return false;
        }
        for (int i = 0; i < header.buckets(); i++) {
            UserRow row = bucket(header, i);
            if (row == null || (header.users() == null && row.version() != header.versions()[i])) {
                return false;
            }
        }
        return true;
    }
}
