package org.carotene.admin.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.ScheduledExecutorService;
import org.carotene.admin.question.AdminError;
import org.carotene.admin.question.AdminException;
import org.carotene.admin.question.Trees;
import org.carotene.metrics.Sentence;
import org.carotene.metrics.Timeline;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Loggers whose level an operator has changed for a while, and the last lines of the log. */
public interface LogLevels {

    /** Changes a level: {@code logger}, {@code level} (null ends it) and {@code for_ms}. */
    ObjectNode change(ObjectNode question);

    /** Those that are changed. */
    ObjectNode tree();

    /** What Jetty says in detail has the headers of requests in it, with their tokens. */
    String TALKATIVE = "org.eclipse.jetty";

    /** Where what operators do is said, at INFO; by a name that their configuration may have, wherever the class lies. */
    String AUDIT = "org.carotene.admin.ActionLog";

    /**
     * Refuses levels at which tokens would be written, or what operators do would not.
     *
     * @param level null for the one before
     */
    static void check(String logger, @Nullable String level) {
        if (level == null) {
            return;
        }
        boolean detailed = level.equals("DEBUG") || level.equals("TRACE");
        if (detailed && (logger.equals(TALKATIVE) || logger.startsWith(TALKATIVE + "."))) {
            throw new AdminException(
                    AdminError.BAD_BODY, Sentence.Kind.LOGGER_TELLS_TOKENS.with("logger", logger, "level", level));
        }
        if (!detailed && !level.equals("INFO") && logger.equals(AUDIT)) {
            throw new AdminException(
                    AdminError.BAD_BODY, Sentence.Kind.LOGGER_HIDES_ACTS.with("logger", logger, "level", level));
        }
    }

    /** The last lines. */
    String lastLines();

    void stop();

    /** Those of Logback, where it is what the node logs with; asked by name, since it need not be there. */
    static LogLevels ofProcess(Timeline timeline, ScheduledExecutorService timer) {
        boolean logback =
                LoggerFactory.getILoggerFactory().getClass().getName().equals("ch.qos.logback.classic.LoggerContext");
        return logback ? LogbackLevels.attached(timeline, timer) : new None();
    }

    /** Another logging system: its own tools are for that. */
    final class None implements LogLevels {

        @Override
        public ObjectNode change(ObjectNode question) {
            throw new AdminException(
                    AdminError.NOT_HERE,
                    Sentence.Kind.NO_LOGBACK.with(
                            "logging",
                            LoggerFactory.getILoggerFactory().getClass().getSimpleName()));
        }

        @Override
        public ObjectNode tree() {
            return Trees.object().set("items", Trees.array());
        }

        @Override
        public String lastLines() {
            return "This node does not log with Logback: look into its own log files.\n";
        }

        @Override
        public void stop() {
            // There is nothing to take back.
        }
    }
}
