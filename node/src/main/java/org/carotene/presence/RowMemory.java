package org.carotene.presence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.carotene.channel.ChannelName;
import org.jspecify.annotations.Nullable;

/**
 * Reads all rows of a channel, and remembers those of large channels, so that a page costs no more than reading what has
 * changed since the last one.
 *
 * <p>Any thread. The memory is bounded: what has not been asked for longest is forgotten first.
 */
final class RowMemory {

    private final long maxBytes;
    private final Map<ChannelName, Map<Long, Known>> channels = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /** What one node's rows were when they were read last. */
    private record Known(long headerVersion, List<UserRow> rows, long bytes) {

        boolean isLarge() {
            return headerVersion != 0;
        }
    }

    RowMemory(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * All rows with users of the living nodes but one, each node's of one and the same division.
     *
     * @param live in order; what is remembered of any of them stays, since the next question leaves another one out
     */
    List<UserRow> rows(RowSource source, ChannelName channel, long[] live, long butNot) {
        Map<Long, Known> known = known(channel);
        Map<Long, Known> changed = new HashMap<>();
        List<UserRow> all = new ArrayList<>();
        for (long incarnation : live) {
            if (incarnation == butNot) {
                continue;
            }
            Known before = known.get(incarnation);
            Known now = read(new NodeRows(source, channel, incarnation), before);
            all.addAll(now.rows());
            if (before == null ? now.isLarge() : now.headerVersion() != before.headerVersion()) {
                changed.put(incarnation, now);
            }
        }
        if (!changed.isEmpty()) {
            remember(channel, changed, live);
        }
        return all;
    }

    private static Known read(NodeRows rows, @Nullable Known before) {
        return rows.settled(header -> {
            if (header == null) {
                return new Known(0, List.of(), 0);
            }
            if (header.users() != null) {
                return new Known(0, List.of(header.users()), 0);
            }
            return before != null && before.headerVersion() == header.version()
                    ? before
                    : changed(rows, header, before);
        });
    }

    private static @Nullable Known changed(NodeRows rows, Header header, @Nullable Known before) {
        List<UserRow> all = new ArrayList<>(header.buckets());
        long size = 0;
        for (int i = 0; i < header.buckets(); i++) {
            UserRow there =
                    before != null && i < before.rows().size() ? before.rows().get(i) : null;
            UserRow row = there != null && there.version() == header.versions()[i] ? there : indexed(rows, header, i);
            if (row == null) {
                return null;
            }
            all.add(row);
            size += row.size();
        }
        return new Known(header.version(), all, size);
    }

    private static @Nullable UserRow indexed(NodeRows rows, Header header, int bucket) {
        UserRow row = rows.bucket(header, bucket);
        return row == null ? null : row.indexed();
    }

    private synchronized Map<Long, Known> known(ChannelName channel) {
        return channels.getOrDefault(channel, Map.of());
    }

    private synchronized void remember(ChannelName channel, Map<Long, Known> changed, long[] live) {
        Map<Long, Known> large = new HashMap<>(known(channel));
        large.keySet().removeIf(incarnation -> Arrays.binarySearch(live, incarnation) < 0);
        large.putAll(changed);
        large.values().removeIf(known -> !known.isLarge());
        bytes -= size(channels.remove(channel));
        long more = size(large);
        // One that is larger than all there may be would only drive out the others.
        if (large.isEmpty() || more > maxBytes) {
            return;
        }
        channels.put(channel, large);
        bytes += more;
        var eldest = channels.entrySet().iterator();
        while (bytes > maxBytes && eldest.hasNext()) {
            bytes -= size(eldest.next().getValue());
            eldest.remove();
        }
    }

    private static long size(@Nullable Map<Long, Known> some) {
        return some == null ? 0 : some.values().stream().mapToLong(Known::bytes).sum();
    }
}
