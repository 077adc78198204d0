package org.carotene.admin.question;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The first rows behind a place in a list that nobody ever sorts as a whole; one thread.
 *
 * <p>However many rows are offered, only so many are kept, and a row is made only when it is kept.
 */
public final class FirstRows<R> {

    /** A row and its place. */
    public record Placed<R>(Cursor place, R row) {}

    private final int limit;
    private final @Nullable Cursor after;
    private final PriorityQueue<Placed<R>> kept;
    private long offered;
    private boolean more;

    /**
     * Without rows.
     *
     * @param after the place behind which the rows begin; empty for the first ones
     */
    public FirstRows(int limit, Optional<Cursor> after) {
        this.limit = limit;
        this.after = after.orElse(null);
        this.kept = new PriorityQueue<>(
                limit + 1, Comparator.comparing((Placed<R> row) -> row.place()).reversed());
    }

    /** A row at that place, made if it is kept. */
    public void offer(Cursor place, Supplier<R> row) {
        offered++;
        if (after != null && place.compareTo(after) <= 0) {
            return;
        }
        Placed<R> last = kept.peek();
        if (kept.size() == limit && last != null) {
            more = true;
            if (place.compareTo(last.place()) >= 0) {
                return;
            }
            kept.poll();
        }
        kept.add(new Placed<>(place, row.get()));
    }

    /** Takes in what others have gathered with the same limit and place. */
    public void addAll(FirstRows<R> others) {
        long before = offered;
        for (Placed<R> row : others.kept) {
            offer(row.place(), row::row);
        }
        offered = before + others.offered;
        more |= others.more;
    }

    /** In order. */
    public List<Placed<R>> rows() {
        List<Placed<R>> rows = new ArrayList<>(kept);
        rows.sort(Comparator.comparing(Placed::place));
        return rows;
    }

    /** How many were offered, those before the place included. */
    long offered() {
        return offered;
    }

    /** Whether there are rows behind those that were kept. */
    public boolean more() {
        return more;
    }
}
