package org.carotene.admin.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.carotene.admin.question.AdminError;
import org.carotene.admin.question.AdminException;
import org.carotene.admin.question.Trees;
import org.carotene.metrics.Sentence;
import org.carotene.metrics.Timeline;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Logback's levels, changed for a while; any thread. */
final class LogbackLevels implements LogLevels {

    private static final int MOST = 20;
    private static final long USUAL_MILLIS = 600_000;

    /** @param before the level that it had of its own, null when it had its parent's */
    private record Change(@Nullable Level before, Level level, Instant until, Future<?> end) {}

    private final LoggerContext context;
    private final LogbackTail tail;
    private final ScheduledExecutorService timer;
    private final Map<String, Change> changes = new TreeMap<>();

    private LogbackLevels(LoggerContext context, LogbackTail tail, ScheduledExecutorService timer) {
        this.context = context;
        this.tail = tail;
        this.timer = timer;
    }

    /** From now on keeps the last lines too, and tells the timeline of warnings and errors. */
    static LogbackLevels attached(Timeline timeline, ScheduledExecutorService timer) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        LogbackTail tail = new LogbackTail(timeline);
        tail.setContext(context);
        tail.start();
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(tail);
        keepsItsLevel(context.getLogger(TALKATIVE));
        keepsItsLevel(context.getLogger(AUDIT));
        return new LogbackLevels(context, tail, timer);
    }

    /** Whatever an operator does with its parents; what the configuration says goes. */
    private static void keepsItsLevel(Logger logger) {
        if (logger.getLevel() == null) {
            logger.setLevel(logger.getEffectiveLevel());
        }
    }

    @Override
    public synchronized ObjectNode change(ObjectNode question) {
        String name = question.path("logger").asText();
        String level = Trees.text(question, "level");
        LogLevels.check(name, level);
        if (level == null) {
            end(name);
        } else {
            long millis = question.path("for_ms").asLong(USUAL_MILLIS);
            change(name, Level.toLevel(level), millis);
        }
        return tree();
    }

    private void change(String name, Level level, long millis) {
        Change known = changes.remove(name);
        if (known == null && changes.size() >= MOST) {
            throw new AdminException(AdminError.WRONG_STATE, Sentence.Kind.LOGGERS_FULL.with("limit", MOST));
        }
        Logger logger = context.getLogger(name);
        Level before = known == null ? logger.getLevel() : known.before();
        if (known != null) {
            known.end().cancel(false);
        }
        logger.setLevel(level);
        Future<?> end = timer.schedule(() -> end(name), millis, TimeUnit.MILLISECONDS);
        changes.put(name, new Change(before, level, Instant.now().plusMillis(millis), end));
    }

    private synchronized void end(String name) {
        Change change = changes.remove(name);
        if (change != null) {
            change.end().cancel(false);
            context.getLogger(name).setLevel(change.before());
        }
    }

    @Override
    public synchronized ObjectNode tree() {
        ObjectNode tree = Trees.object();
        ArrayNode items = tree.putArray("items");
        changes.forEach((name, change) -> items.addObject()
                .put("logger", name)
                .put("level", change.level().toString())
                .put("before", change.before() == null ? null : change.before().toString())
                .put("until", Trees.time(change.until())));
        return tree;
    }

    @Override
    public String lastLines() {
        return tail.lines();
    }

    @Override
    public synchronized void stop() {
        new TreeMap<>(changes).keySet().forEach(this::end);
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).detachAppender(tail);
        tail.stop();
    }
}
