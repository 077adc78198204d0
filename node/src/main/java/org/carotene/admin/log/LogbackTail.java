package org.carotene.admin.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.carotene.admin.question.Trees;
import org.carotene.metrics.Sentence;
import org.carotene.metrics.Timeline;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the last lines of the log for a diagnostic bundle, and tells the timeline of warnings and errors, a few a minute.
 *
 * <p>On the thread that logs; takes some microseconds a line.
 */
final class LogbackTail extends AppenderBase<ILoggingEvent> {

    private static final int MOST_CHARACTERS = 400_000;
    private static final int LONGEST_LINE = 4_000;
    private static final int EVENTS_A_MINUTE = 10;
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Timeline timeline;
    private final Deque<String> lines = new ArrayDeque<>();
    private int characters;
    private long minuteBegun = System.nanoTime();
    private int eventsInMinute;

    LogbackTail(Timeline timeline) {
        this.timeline = timeline;
        setName("carotene-admin");
    }

    @Override
    protected void append(ILoggingEvent event) {
        String text = event.getFormattedMessage();
        String line = Trees.time(Instant.ofEpochMilli(event.getTimeStamp())) + " " + event.getLevel() + " ["
                + event.getThreadName() + "] " + event.getLoggerName() + " - " + text
                + trace(event.getThrowableProxy());
        keep(line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "..." : line);
        if (event.getLevel().isGreaterOrEqual(Level.WARN) && mayTell()) {
            boolean error = event.getLevel().isGreaterOrEqual(Level.ERROR);
            String shown = text.length() > 300 ? text.substring(0, 300) + "..." : text;
            timeline.add(error ? Timeline.Type.ERROR : Timeline.Type.WARNING, null, Sentence.free(shown));
        }
    }

    synchronized String lines() {
        return String.join("\n", lines) + "\n";
    }

    private synchronized void keep(String line) {
        lines.addLast(line);
        characters += line.length();
        while (characters > MOST_CHARACTERS) {
            characters -= lines.removeFirst().length();
        }
    }

    private synchronized boolean mayTell() {
        long now = System.nanoTime();
        if (now - minuteBegun > MINUTE_NANOS) {
            minuteBegun = now;
            eventsInMinute = 0;
        }
        return ++eventsInMinute <= EVENTS_A_MINUTE;
    }

    private static String trace(@Nullable IThrowableProxy thrown) {
        if (thrown == null) {
            return "";
        }
        StringBuilder text = new StringBuilder("\n    ")
                .append(thrown.getClassName())
                .append(": ")
                .append(thrown.getMessage());
        for (int i = 0; i < Math.min(20, thrown.getStackTraceElementProxyArray().length); i++) {
            text.append("\n    ").append(thrown.getStackTraceElementProxyArray()[i]);
        }
        return text.append(trace(thrown.getCause())).toString();
    }
}
