package org.carotene.launcher;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.ignite.IgniteCheckedException;
import org.apache.ignite.IgniteLogger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what Ignite says to SLF4J, under Ignite's own class names; the logging configuration decides what is shown. */
final class IgniteSlf4jLogger implements IgniteLogger {

    private static final String ROOT = "org.apache.ignite";

    // Advice about a configuration that we have chosen knowing it, and what the launcher says itself in plain words
    // when
    // a start fails; both stay in the full log.
    private static final List<String> FULL_LOG_ONLY = List.of(
            "Please set system property '-Djava.net.preferIPv4Stack=true'",
            "Initial heap size is",
            "Message queue limit is set to 0",
            "Network timeout is too low",
            "Persistence store directory is in the temp directory",
            "Ignite is starting on loopback address",
            "No live network interfaces detected",
            "Default local host is a loopback address",
            "Failed to start manager: ",
            "Exception during start processors",
            "Attempt to stop starting grid",
            "Got exception while starting (will rollback startup routine)",
            // Another node has looked whether this one is there.
            "Failed to read magic header (too few bytes received)",
            // A connection with TLS that ends before the other end has said so too.
            "Failed to shutdown socket: closing inbound before receiving peer's close_notify");

    // What a broken connection to another node is called on its way to "Node lost", which says it once and plainly.
    private static final List<String> LOST_NODE = List.of(
            "Node FAILED: ",
            "Local node has detected failed nodes",
            "Failed to check connection to previous node",
            "Failed to ping node",
            "Failed to process selector key",
            "Client disconnected abruptly due to network connection loss",
            "Failed to send message to next node",
            "Failed to send message to remote node",
            "Failed to send receipt on message",
            "Close incoming connection, unknown node");

    /** Such messages may come a hundred times a second, and the first says all. */
    private static final long LOST_NODE_NANOS = Duration.ofSeconds(10).toNanos();

    private final Logger log;

    /** When each of them was last shown; shared by the loggers of one node. */
    private final Map<String, Long> shown;

    IgniteSlf4jLogger() {
        this(LoggerFactory.getLogger(ROOT), new ConcurrentHashMap<>());
    }

    private IgniteSlf4jLogger(Logger log, Map<String, Long> shown) {
        this.log = log;
        this.shown = shown;
    }

    @Override
    public IgniteLogger getLogger(@Nullable Object category) {
        if (category == null) {
            return new IgniteSlf4jLogger(LoggerFactory.getLogger(ROOT), shown);
        }
        String name = category instanceof Class<?> type ? type.getName() : category.toString();
        // Some categories are plain words; below the root they are found by the same rule.
        return new IgniteSlf4jLogger(LoggerFactory.getLogger(name.startsWith(ROOT) ? name : ROOT + "." + name), shown);
    }

    @Override
    public void trace(String message) {
        log.trace(message);
    }

    @Override
    public void debug(String message) {
        log.debug(message);
    }

    @Override
    public void info(String message) {
        log.info(message);
    }

    @Override
    public void warning(String message, @Nullable Throwable error) {
        Optional<String> lost = beginning(LOST_NODE, message);
        if (lost.isPresent()) {
            lostNode(lost.get(), message, error);
        } else if (beginning(FULL_LOG_ONLY, message).isPresent()) {
            log.info(message, error);
        } else {
            log.warn(message, error);
        }
    }

    @Override
    public void error(String message, @Nullable Throwable error) {
        boolean broken = error instanceof IOException || error instanceof IgniteCheckedException;
        Optional<String> lost = broken ? beginning(LOST_NODE, message) : Optional.empty();
        if (lost.isPresent()) {
            lostNode(lost.get(), message, error);
        } else if (beginning(FULL_LOG_ONLY, message).isPresent()) {
            log.info(message, error);
        } else {
            log.error(message, error);
        }
    }

    private void lostNode(String beginning, String message, @Nullable Throwable error) {
        long now = System.nanoTime();
        Long last = shown.get(beginning);
        if (last == null || now - last > LOST_NODE_NANOS) {
            shown.put(beginning, now);
            log.info(message, error);
        } else {
            log.debug(message, error);
        }
    }

    private static Optional<String> beginning(List<String> beginnings, String message) {
        return beginnings.stream().filter(message::startsWith).findFirst();
    }

    @Override
    public boolean isTraceEnabled() {
        return log.isTraceEnabled();
    }

    @Override
    public boolean isDebugEnabled() {
        return log.isDebugEnabled();
    }

    @Override
    public boolean isInfoEnabled() {
        return log.isInfoEnabled();
    }

    /** False, or Ignite prints its banner to the console beside logging it. */
    @Override
    public boolean isQuiet() {
        return false;
    }

    @Override
    public @Nullable String fileName() {
        return null;
    }
}
