package org.carotene.presence.answer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.carotene.channel.ChannelName;
import org.carotene.presence.row.Header;
import org.carotene.presence.row.NodeRows;
import org.carotene.presence.row.RowSource;
import org.carotene.presence.row.UserRow;
import org.jspecify.annotations.Nullable;

/**
 * Reads all rows of a channel, and remembers those of large channels, so that a page costs no more than reading what has
 * changed since the last one. Whoever asks again finds the users in order, too, if there is room for that.
 *
 * <p>Any thread. The memory is bounded: what has not been asked for longest is forgotten first, and of a channel that would
 * not fit alone its orders, which are not made again then.
 */
final class RowMemory {

    private final long maxBytes;
    private final Map<ChannelName, Map<Long, Known>> channels = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /**
     * What one node's rows were when they were read last.
     *
     * @param order all their users, or null while they have been asked for once only
     */
    private record Known(
            long headerVersion,
            List<UserRow> rows,
            @Nullable UserRun order) {

        static final Known NONE = new Known(0, List.of(), null);

        boolean isLarge() {
            return headerVersion != 0;
        }

        boolean knowsMoreThan(Known before) {
            return headerVersion != before.headerVersion || (order != null && before.order == null);
        }

        long bytes() {
            return order == null ? rowBytes() : rowBytes() + order.bytes();
        }

        long rowBytes() {
            return rows.stream().mapToLong(UserRow::size).sum();
        }

        List<UserRun> runs() {
            return order != null
                    ? List.of(order)
                    : rows.stream().map(UserRun::of).toList();
        }

        Known withoutOrder() {
            return new Known(headerVersion, rows, null);
        }

        Known ordered() {
            return new Known(headerVersion, rows, UserRun.merged(rows));
        }

        /** With the order of the rows before, brought to these by what differs. */
        Known ordered(List<UserRow> before, UserRun beforeInOrder) {
            UserChanges changes = new UserChanges();
            for (int i = 0; i < Math.max(before.size(), rows.size()); i++) {
                UserRow then = i < before.size() ? before.get(i) : null;
                UserRow now = i < rows.size() ? rows.get(i) : null;
                if (then == null || now == null || then.version() != now.version()) {
                    changes.add(then, now);
                }
            }
            UserRun now = beforeInOrder.with(changes);
            // Rows that say of one user twice that he is there would leave a mistake behind for good.
            return now.count() == users() ? new Known(headerVersion, rows, now) : ordered();
        }

        private int users() {
            return rows.stream().mapToInt(UserRow::count).sum();
        }
    }

    RowMemory(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * All users of the living nodes but one, each node's by rows of one and the same division.
     *
     * @param live in order; what is remembered of any of them stays, since the next question leaves another one out
     */
    List<UserRun> users(RowSource source, ChannelName channel, long[] live, long butNot) {
        Map<Long, Known> known = known(channel);
        Map<Long, Known> changed = new HashMap<>();
        boolean room = hasRoomForOrders(known, live);
        List<UserRun> all = new ArrayList<>();
        for (long incarnation : live) {
            if (incarnation == butNot) {
                continue;
            }
            Known before = known.get(incarnation);
            Known now = read(new NodeRows(source, channel, incarnation), before, room);
            all.addAll(now.runs());
            if (before == null ? now.isLarge() : now.knowsMoreThan(before)) {
                changed.put(incarnation, now);
            }
        }
        if (!changed.isEmpty()) {
            remember(channel, changed, live);
        }
        return all;
    }

    /**
     * Whether the orders of all nodes fit beside their rows. An order may take a fifth more than its rows, having more and
     * smaller parts; so those that were dropped since they did not fit are not made again for nothing.
     */
    private boolean hasRoomForOrders(Map<Long, Known> known, long[] live) {
        long rows = 0;
        for (long incarnation : live) {
            rows += known.getOrDefault(incarnation, Known.NONE).rowBytes();
        }
        return 5 * rows <= 2 * maxBytes;
    }

    private static Known read(NodeRows rows, @Nullable Known before, boolean room) {
        return rows.settled(header -> {
            if (header == null) {
                return Known.NONE;
            }
            if (header.users() != null) {
                return new Known(0, List.of(header.users()), null);
            }
            List<UserRow> all = before != null && before.headerVersion() == header.version()
                    ? before.rows()
                    : all(rows, header, before == null ? List.of() : before.rows());
            return all == null ? null : known(header, all, before, room);
        });
    }

    private static @Nullable List<UserRow> all(NodeRows rows, Header header, List<UserRow> before) {
        List<UserRow> all = new ArrayList<>(header.buckets());
        for (int i = 0; i < header.buckets(); i++) {
            UserRow there = i < before.size() ? before.get(i) : null;
            UserRow row = there != null && there.version() == header.versions()[i] ? there : rows.bucket(header, i);
            if (row == null) {
                return null;
            }
            all.add(row);
        }
        return all;
    }

    private static Known known(Header header, List<UserRow> all, @Nullable Known before, boolean room) {
        Known now = new Known(header.version(), all, null);
        // Whoever asks for the first time may not ask again.
        if (before == null) {
            return now;
        }
        if (before.order() == null) {
            return room ? now.ordered() : now;
        }
        return now.headerVersion() == before.headerVersion() ? before : now.ordered(before.rows(), before.order());
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
        if (more > maxBytes) {
            large.replaceAll((incarnation, known) -> known.withoutOrder());
            more = size(large);
        }
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
