package org.carotene.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What of Ignite's words an operator sees on the console, which shows its warnings and errors. */
final class IgniteSlf4jLoggerTest {

    private static final String CATEGORY = "org.apache.ignite.test";

    private final Logger logger = (Logger) LoggerFactory.getLogger(CATEGORY);
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private final IgniteSlf4jLogger ignite = (IgniteSlf4jLogger) new IgniteSlf4jLogger().getLogger(CATEGORY);

    @BeforeEach
    void listen() {
        said.start();
        logger.addAppender(said);
        logger.setAdditive(false);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(said);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    @Test
    void warning_adviceForAnotherConfiguration_isForTheFullLogOnly() {
        ignite.warning("No live network interfaces detected. If IP-multicast discovery is used - make sure to", null);
        ignite.warning("Default local host is a loopback address. This can be a sign of potential network", null);
        ignite.warning("Attempt to stop starting grid. This operation cannot be guaranteed to be successful.", null);

        assertThat(said.list).hasSize(3).allMatch(event -> event.getLevel() == Level.INFO);
    }

    @Test
    void warning_brokenConnectionToAnotherNode_isForTheFullLogOnly() {
        ignite.warning(
                "Client disconnected abruptly due to network connection loss or because the connection was left open on",
                null);
        ignite.warning("Failed to ping node [nodeId=1]. Reached the timeout", null);

        assertThat(said.list).hasSize(2).allMatch(event -> event.getLevel() == Level.INFO);
    }

    @Test
    void error_ofAStartThatWeReportOurselves_isForTheFullLogOnly() {
        ignite.error(
                "Exception during start processors, node will be stopped and close connections",
                new CompletionException(new IllegalStateException("on purpose")));

        assertThat(said.list).singleElement().matches(event -> event.getLevel() == Level.INFO);
    }

    @Test
    void anythingElse_keepsItsLevel() {
        ignite.warning("Possible failure suppressed", null);
        ignite.error("Critical system error detected", null);

        assertThat(said.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN, Level.ERROR);
    }
}
