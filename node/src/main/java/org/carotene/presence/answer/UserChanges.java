package org.carotene.presence.answer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.carotene.presence.row.UserCursor;
import org.carotene.presence.row.UserRow;
import org.jspecify.annotations.Nullable;

/** Who has come into rows and who has gone from them between two readings; not thread-safe. */
final class UserChanges {

    private final List<UserCursor.Place> come = new ArrayList<>();
    private final List<UserCursor.Place> gone = new ArrayList<>();

    /** Adds what differs between a row as it was and as it is; null where there was none, or is none. */
    void add(@Nullable UserRow before, @Nullable UserRow now) {
        UserCursor old = cursor(before);
        UserCursor current = cursor(now);
        boolean more = old.next();
        boolean moreNow = current.next();
        while (more || moreNow) {
            int order = !more ? 1 : !moreNow ? -1 : old.compareTo(current);
            if (order < 0) {
                gone.add(old.place());
            } else if (order > 0) {
                come.add(current.place());
            }
            more = order <= 0 ? old.next() : more;
            moreNow = order >= 0 ? current.next() : moreNow;
        }
    }

    private static UserCursor cursor(@Nullable UserRow row) {
        return row == null ? new UserCursor() : row.cursor();
    }

    /** In order; one who has moved from a row to another is in both lists. */
    List<UserCursor.Place> come() {
        Collections.sort(come);
        return come;
    }

    /** In order. */
    List<UserCursor.Place> gone() {
        Collections.sort(gone);
        return gone;
    }
}
