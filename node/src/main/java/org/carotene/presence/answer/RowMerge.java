package org.carotene.presence.answer;

import java.util.ArrayList;
import java.util.List;
import org.carotene.presence.row.BytesOut;
import org.carotene.presence.row.UserCursor;
import org.jspecify.annotations.Nullable;

/** The users of many runs in the order of their names, each user once; not thread-safe. */
final class RowMerge {

    private final MergeHeap<UserCursor> cursors;

    /** @param after where to begin: behind this user, or with the first one when null */
    RowMerge(List<UserRun> runs, @Nullable String after) {
        byte[] bound = after == null ? null : BytesOut.raw(after);
        List<UserCursor> started = new ArrayList<>(runs.size());
        for (UserRun run : runs) {
            UserCursor cursor = run.cursor(bound);
            if (cursor != null) {
                started.add(cursor);
            }
        }
        cursors = new MergeHeap<>(started);
    }

    /** Writes up to that many users, as texts; returns how many. */
    int write(BytesOut out, int limit) {
        int written = 0;
        for (UserCursor first = cursors.first(); first != null && written < limit; first = cursors.first()) {
            UserCursor.Place place = first.place();
            first.writeTo(out);
            written++;
            moveBehind(place);
        }
        return written;
    }

    boolean isEmpty() {
        return cursors.first() == null;
    }

    // The same user may be present on several nodes.
    private void moveBehind(UserCursor.Place place) {
        for (UserCursor first = cursors.first(); first != null && first.isOn(place); first = cursors.first()) {
            cursors.firstMoved(!first.next());
        }
    }
}
