package org.carotene.metrics;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What has happened on this node that an operator wants to know later: the last {@value #MOST} events.
 *
 * <p>Any thread; nothing blocks. Nothing about single clients or publications belongs here.
 */
public final class Timeline {

    static final int MOST = 1000;

    /** What sort of thing has happened; the names in lower case are those of the admin API. */
    public enum Type {
        STARTED(Severity.INFO),
        ATTACHED(Severity.INFO),
        DETACHED(Severity.WARNING),
        READY(Severity.INFO),
        JOINED(Severity.INFO),
        LEFT(Severity.INFO),
        FAILED(Severity.WARNING),
        SPLIT(Severity.ERROR),
        SPLIT_CHANGED(Severity.ERROR),
        HEALED(Severity.INFO),
        LEAVING_SIDE(Severity.WARNING),
        GRANTED(Severity.INFO),
        REFUSED(Severity.WARNING),
        ACTION(Severity.INFO),
        DRAINING(Severity.WARNING),
        DRAIN_CALLED_OFF(Severity.INFO),
        DRAINED(Severity.WARNING),
        WARNING(Severity.WARNING),
        ERROR(Severity.ERROR);

        private final Severity severity;

        Type(Severity severity) {
            this.severity = severity;
        }

        public Severity severity() {
            return severity;
        }

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How much it matters. */
    public enum Severity {
        INFO,
        WARNING,
        ERROR;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One thing that has happened.
     *
     * @param number grows by one with each event of this node, from 1 on
     * @param subject the node that it happened to, or null
     * @param said what has happened, for people
     * @param operator who did it, where somebody did, and {@code from} where
     */
    public record Event(
            long number,
            Instant at,
            Type type,
            @Nullable String subject,
            Sentence said,
            @Nullable String operator,
            @Nullable String from) {}

    private final Clock clock;
    private final Deque<Event> events = new ArrayDeque<>();
    private long numbers;

    public Timeline(Clock clock) {
        this.clock = clock;
    }

    public void add(Type type, @Nullable String subject, Sentence said) {
        add(type, subject, said, null, null);
    }

    /** Something that an operator did. */
    public synchronized void add(
            Type type, @Nullable String subject, Sentence said, @Nullable String operator, @Nullable String from) {
        Event last = events.peekLast();
        if (last != null
                && type == Type.REFUSED
                && last.type() == type
                && last.said().equals(said)) {
            // It tries again and again.
            return;
        }
        if (events.size() == MOST) {
            events.removeFirst();
        }
        events.addLast(new Event(++numbers, clock.instant(), type, subject, said, operator, from));
    }

    /** The events behind that number, oldest first. */
    public synchronized List<Event> after(long number) {
        List<Event> later = new ArrayList<>();
        for (Iterator<Event> newest = events.descendingIterator(); newest.hasNext(); ) {
            Event event = newest.next();
            if (event.number() <= number) {
                break;
            }
            later.add(0, event);
        }
        return later;
    }
}
