package org.carotene.presence.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.carotene.channel.ChannelName;
import org.carotene.presence.row.NodeRows;
import org.carotene.presence.row.RowSource;
import org.carotene.presence.row.UserCursor;
import org.carotene.presence.row.UserRow;

/**
 * Counts the distinct members of channels whose rows this node holds, and remembers large ones for the next time.
 *
 * <p>Any thread. The memory is bounded: what has not been asked for longest is forgotten first.
 */
public final class CountMemory {

    /** Up to here all rows are read each time. */
    public static final int FEW_MEMBERS = 1000;

    private final long maxHashes;
    private final Map<ChannelName, ChannelCount> channels = new LinkedHashMap<>(16, 0.75f, true);

    /** @param maxHashes how many users of all channels may be remembered; each costs about 20 bytes */
    CountMemory(long maxHashes) {
        this.maxHashes = maxHashes;
    }

    long count(RowSource source, ChannelName channel, long[] incarnations) {
        Map<Long, NodeRows> nodes = new LinkedHashMap<>();
        long sum = 0;
        for (long incarnation : incarnations) {
            NodeRows rows = new NodeRows(source, channel, incarnation);
            int total = rows.total();
            if (total > 0) {
                nodes.put(incarnation, rows);
                sum += total;
            }
        }
        if (nodes.size() <= 1) {
            return sum;
        }
        if (sum <= FEW_MEMBERS) {
            return countAll(nodes);
        }
        long count = remembered(channel).count(nodes);
        forgetSome(channel);
        return count;
    }

    private static long countAll(Map<Long, NodeRows> nodes) {
        HashCounts counts = new HashCounts();
        for (NodeRows node : nodes.values()) {
            for (UserRow row : node.all()) {
                UserCursor cursor = row.cursor();
                while (cursor.next()) {
                    counts.add(cursor.hash());
                }
            }
        }
        return counts.distinct();
    }

    private synchronized ChannelCount remembered(ChannelName channel) {
        return channels.computeIfAbsent(channel, any -> new ChannelCount());
    }

    private void forgetSome(ChannelName butNot) {
        List<ChannelCount> all;
        synchronized (this) {
            all = new ArrayList<>(channels.values());
        }
        // Outside the lock, since a count in progress holds its own for milliseconds.
        long kept = 0;
        for (ChannelCount one : all) {
            kept += one.size();
        }
        synchronized (this) {
            var eldest = channels.entrySet().iterator();
            while (kept > maxHashes && eldest.hasNext()) {
                Map.Entry<ChannelName, ChannelCount> entry = eldest.next();
                if (!entry.getKey().equals(butNot)) {
                    kept -= entry.getValue().size();
                    eldest.remove();
                }
            }
        }
    }
}
