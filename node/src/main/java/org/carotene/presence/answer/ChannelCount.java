package org.carotene.presence.answer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.carotene.presence.row.Header;
import org.carotene.presence.row.NodeRows;
import org.carotene.presence.row.UserCursor;
import org.carotene.presence.row.UserRow;
import org.jspecify.annotations.Nullable;

/**
 * What the owner of a large channel remembers to count its distinct members again: of every row its version and a hash
 * of each user, and how many rows each hash is in. Only rows that have changed since are read.
 *
 * <p>Any thread, one at a time (its own monitor).
 */
final class ChannelCount {

    private final Map<Long, Node> nodes = new HashMap<>();
    private final HashCounts counts = new HashCounts();
    private long hashes;

    /** One node's rows, bucket by bucket. */
    private static final class Node {
        long headerVersion;
        final List<@Nullable Row> rows = new ArrayList<>();
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Row(long version, long[] hashes) {}

    /** How many hashes are kept, for all nodes together. */
    synchronized long size() {
        return hashes;
    }

    /** The number of distinct users of these nodes, by their incarnations. */
    synchronized long count(Map<Long, NodeRows> live) {
        nodes.entrySet().removeIf(entry -> !live.containsKey(entry.getKey()) && dropped(entry.getValue()));
        live.forEach((incarnation, rows) -> refresh(nodes.computeIfAbsent(incarnation, any -> new Node()), rows));
        return counts.distinct();
    }

    private boolean dropped(Node node) {
        keep(node, 0);
        return true;
    }

    private void refresh(Node node, NodeRows rows) {
        Node unused = rows.settled(header -> refreshed(node, rows, header));
    }

    /** The node with what its rows say now, or null when they do not fit the header. */
    private @Nullable Node refreshed(Node node, NodeRows rows, @Nullable Header header) {
        if (header == null) {
            keep(node, 0);
            node.headerVersion = 0;
            return node;
        }
        if (header.version() == node.headerVersion) {
            return node;
        }
        node.headerVersion = 0;
        if (!refresh(node, rows, header)) {
            return null;
        }
        node.headerVersion = header.version();
        return node;
    }

    private boolean refresh(Node node, NodeRows rows, Header header) {
        keep(node, header.buckets());
        for (int i = 0; i < header.buckets(); i++) {
            long version = header.users() == null ? header.versions()[i] : header.version();
            Row known = i < node.rows.size() ? node.rows.get(i) : null;
            if (known != null && known.version == version) {
                continue;
            }
            UserRow changed = rows.bucket(header, i);
            if (changed == null) {
                return false;
            }
            replace(node, i, changed);
        }
        return true;
    }

    private void keep(Node node, int buckets) {
        while (node.rows.size() > buckets) {
            remove(node.rows.remove(node.rows.size() - 1));
        }
    }

    private void replace(Node node, int bucket, UserRow changed) {
        long[] users = new long[changed.count()];
        UserCursor cursor = changed.cursor();
        for (int i = 0; cursor.next(); i++) {
            users[i] = cursor.hash();
            counts.add(users[i]);
        }
        hashes += users.length;
        Row row = new Row(changed.version(), users);
        if (bucket < node.rows.size()) {
            remove(node.rows.set(bucket, row));
        } else {
            node.rows.add(row);
        }
    }

    private void remove(@Nullable Row row) {
        if (row != null) {
            hashes -= row.hashes.length;
            for (long hash : row.hashes) {
                counts.remove(hash);
            }
        }
    }
}
