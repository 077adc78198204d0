package org.carotene.presence;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The users of many rows in the order of their names, each user once; not thread-safe. */
final class RowMerge {

    private final PriorityQueue<UserCursor> cursors;

    /** @param after where to begin: behind this user, or with the first one when null */
    RowMerge(List<UserRow> rows, @Nullable String after) {
        byte[] bound = after == null ? null : BytesOut.raw(after);
        List<UserCursor> started = new ArrayList<>(rows.size());
        for (UserRow row : rows) {
            UserCursor cursor = row.cursor();
            if (bound == null ? cursor.next() : cursor.nextAfter(bound)) {
                started.add(cursor);
            }
        }
        cursors = new PriorityQueue<>(Math.max(1, started.size()), UserCursor::compareTo);
        cursors.addAll(started);
    }

    /** Writes up to that many users, as texts; returns how many. */
    int write(BytesOut out, int limit) {
        int written = 0;
        while (written < limit && !cursors.isEmpty()) {
            UserCursor first = cursors.remove();
            first.writeTo(out);
            written++;
            dropEqual(first);
            advance(first);
        }
        return written;
    }

    boolean isEmpty() {
        return cursors.isEmpty();
    }

    private void dropEqual(UserCursor first) {
        UserCursor next = cursors.peek();
        while (next != null && next.compareTo(first) == 0) {
            advance(cursors.remove());
            next = cursors.peek();
        }
    }

    private void advance(UserCursor cursor) {
        if (cursor.next()) {
            cursors.add(cursor);
        }
    }
}
