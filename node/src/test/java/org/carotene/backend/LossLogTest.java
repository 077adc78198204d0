package org.carotene.backend;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How often a loss is said. */
final class LossLogTest {

    private final AtomicLong now = new AtomicLong(-5);
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private final LossLog losses = new LossLog(logger(), "things", now::get);

    @Test
    void lost_manyTimes_isSaidOnceInTenSecondsWithTheSum() {
        losses.lost(1, "full");
        losses.lost(2, "full");
        losses.lost(3, "full");
        now.addAndGet(TimeUnit.SECONDS.toNanos(10));
        losses.lost(4, "still full");

        assertThat(said.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("things lost: 1 (full)", "things lost: 9 (still full)");
        assertThat(said.list).allMatch(event -> event.getLevel() == Level.WARN);
    }

    @Test
    void flush_somethingUnsaid_saysIt() {
        losses.lost(1, "full");
        losses.lost(2, "full");

        losses.flush("end");
        losses.flush("end");

        assertThat(said.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("things lost: 1 (full)", "things lost: 2 (end)");
    }

    private Logger logger() {
        LoggerContext context = new LoggerContext();
        Logger logger = context.getLogger("test");
        said.setContext(context);
        said.start();
        logger.addAppender(said);
        return logger;
    }
}
