package org.carotene.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.slf4j.LoggerFactory;

/** Loggers whose level an operator has changed for a while, and the last lines of the log. */
interface LogLevels {

    /** Changes a level: {@code logger}, {@code level} (null ends it) and {@code for_ms}. */
    ObjectNode change(ObjectNode question);

    /** Those that are changed. */
    ObjectNode tree();

    /** The last lines. */
    String lastLines();

    void stop();

    /** Those of Logback, where it is what the node logs with; asked by name, since it need not be there. */
    static LogLevels ofProcess(AdminNode node) {
        boolean logback =
                LoggerFactory.getILoggerFactory().getClass().getName().equals("ch.qos.logback.classic.LoggerContext");
        return logback ? LogbackLevels.attached(node.timeline(), node.timer()) : new None();
    }

    /** Another logging system: its own tools are for that. */
    final class None implements LogLevels {

        @Override
        public ObjectNode change(ObjectNode question) {
            throw new AdminException(
                    AdminError.NOT_HERE,
                    "it logs with "
                            + LoggerFactory.getILoggerFactory().getClass().getSimpleName() + " (expected: Logback)");
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
