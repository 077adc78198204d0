package org.carotene.presence.answer;

import java.util.ArrayList;
import java.util.List;
import org.carotene.presence.row.BytesOut;
import org.carotene.presence.row.UserCursor;
import org.carotene.presence.row.UserRow;
import org.jspecify.annotations.Nullable;

/**
 * Many users in the order of their names, in parts of some hundred, so that a page is found by looking at a few of them, and
 * a change copies one part. Two that follow each other never hold fewer than one has at first, whoever has left. Immutable.
 */
final class UserRun {

    /** How many users a part has at first; at twice as many it is divided. */
    private static final int MEAN_USERS = 128;

    private final UserRow[] parts;

    private UserRun(UserRow... parts) {
        this.parts = parts;
    }

    /** The users of a row. */
    static UserRun of(UserRow row) {
        return new UserRun(row);
    }

    /** The users of many rows. */
    static UserRun merged(List<UserRow> rows) {
        RowMerge merge = new RowMerge(rows.stream().map(UserRun::of).toList(), null);
        List<UserRow> parts = new ArrayList<>();
        while (!merge.isEmpty()) {
            BytesOut texts = new BytesOut(16 * MEAN_USERS);
            parts.add(part(texts, merge.write(texts, MEAN_USERS)));
        }
        return new UserRun(parts.toArray(UserRow[]::new));
    }

    int count() {
        int count = 0;
        for (UserRow part : parts) {
            count += part.count();
        }
        return count;
    }

    /** How much memory it takes, about. */
    long bytes() {
        long bytes = 0;
        for (UserRow part : parts) {
            bytes += part.size();
        }
        return bytes;
    }

    /** Stands on the first user behind that one, or on the first of all when null; null when there is none. */
    @Nullable
    UserCursor cursor(byte @Nullable [] after) {
        UserCursor cursor = new UserCursor(after == null ? 0 : partOf(after), parts);
        return (after == null ? cursor.next() : cursor.nextAfter(after)) ? cursor : null;
    }

    /** The last part that begins with that user or before, or the first part. */
    private int partOf(byte[] user) {
        int low = 0;
        int high = parts.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            UserCursor first = parts[middle].cursor();
            if (first.next() && first.compareTo(user) <= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** The users after these changes; who is among the come and among the gone is there. */
    UserRun with(UserChanges changes) {
        Places come = new Places(changes.come());
        Places gone = new Places(changes.gone());
        List<UserRow> now = new ArrayList<>(parts.length + 1);
        for (int i = 0; i < parts.length; i++) {
            UserCursor end = i + 1 < parts.length ? parts[i + 1].cursor() : null;
            if (end != null) {
                end.next();
            }
            if (come.isBefore(end) || gone.isBefore(end)) {
                change(parts[i], come.before(end), gone.before(end), now);
            } else {
                append(parts[i], now);
            }
        }
        if (parts.length == 0) {
            change(part(new BytesOut(0), 0), come.before(null), List.of(), now);
        }
        return new UserRun(now.toArray(UserRow[]::new));
    }

    private static void change(
            UserRow part, List<UserCursor.Place> come, List<UserCursor.Place> gone, List<UserRow> now) {
        UserCursor stay = part.cursor();
        Places coming = new Places(come);
        Places going = new Places(gone);
        int most = part.count() + come.size();
        int divided = most > 2 * MEAN_USERS ? MEAN_USERS : most;
        BytesOut texts = new BytesOut(part.bytes().length + 16 * come.size());
        int written = 0;
        boolean more = stay.next();
        while (more || !coming.isEmpty()) {
            int order = !more ? 1 : coming.isEmpty() ? -1 : stay.compareTo(coming.first());
            if (order >= 0) {
                UserCursor.Place user = coming.take();
                texts.text(user.bytes(), user.start(), user.length());
                written++;
            } else if (!going.takes(stay)) {
                stay.writeTo(texts);
                written++;
            }
            more = order <= 0 ? stay.next() : more;
            if (written == divided) {
                append(part(texts, written), now);
                texts = new BytesOut(16 * MEAN_USERS);
                written = 0;
            }
        }
        if (written > 0) {
            append(part(texts, written), now);
        }
    }

    private static void append(UserRow part, List<UserRow> now) {
        UserRow last = now.isEmpty() ? null : now.get(now.size() - 1);
        if (last == null || last.count() + part.count() >= MEAN_USERS) {
            now.add(part);
            return;
        }
        BytesOut texts = new BytesOut(last.bytes().length + part.bytes().length);
        UserCursor both = new UserCursor(last, part);
        while (both.next()) {
            both.writeTo(texts);
        }
        now.set(now.size() - 1, part(texts, last.count() + part.count()));
    }

    private static UserRow part(BytesOut texts, int count) {
        return new UserRow(0, 0, count, texts.toBytes(), 0);
    }

    /** Users in order, taken one after the other. */
    private static final class Places {
        private final List<UserCursor.Place> places;
        private int next;

        Places(List<UserCursor.Place> places) {
            this.places = places;
        }

        boolean isEmpty() {
            return next == places.size();
        }

        UserCursor.Place first() {
            return places.get(next);
        }

        UserCursor.Place take() {
            return places.get(next++);
        }

        /** Whether the first one comes before the user that the cursor stands on; without a cursor all do. */
        boolean isBefore(@Nullable UserCursor end) {
            return !isEmpty() && (end == null || end.compareTo(first()) > 0);
        }

        List<UserCursor.Place> before(@Nullable UserCursor end) {
            int from = next;
            while (isBefore(end)) {
                next++;
            }
            return places.subList(from, next);
        }

        /** Whether this user, who comes behind all that were asked for, is one of them. */
        boolean takes(UserCursor user) {
            while (!isEmpty() && user.compareTo(first()) > 0) {
                next++;
            }
            return !isEmpty() && user.isOn(first());
        }
    }
}
