package org.carotene.backend;

import java.util.concurrent.atomic.LongAdder;
import org.carotene.metrics.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What became of the publications for the broker, counted and, where they were lost, said in the log. Any thread. */
final class BrokerFigures {

    private static final Logger log = LoggerFactory.getLogger(BrokerTap.class);

    private final LossLog losses = new LossLog(log, "publications for the broker", System::nanoTime);
    private final LongAdder published;
    private final LongAdder dropped;
    private final LongAdder refused;
    private final LongAdder connects;

    BrokerFigures(Metrics metrics) {
        published = metrics.counter("carotene_broker_published", "Publications that the broker has confirmed");
        dropped = metrics.counter(
                "carotene_broker_dropped", "Publications dropped because too many waited for the broker");
        refused = metrics.counter(
                "carotene_broker_refused", "Publications that the broker does not take, or not under their name");
        connects = metrics.counter("carotene_broker_connects", "Connections made to the broker");
    }

    void connected() {
        connects.increment();
        losses.flush("while it was away");
    }

    void published(long count) {
        published.add(count);
    }

    void dropped(long count, String reason) {
        if (count > 0) {
            dropped.add(count);
            losses.lost(count, reason);
        }
    }

    void refused(long count, String reason) {
        if (count > 0) {
            refused.add(count);
            losses.lost(count, reason);
        }
    }

    /** Counts only: the caller has said it in a better way. */
    void refusedAsSaid() {
        refused.increment();
    }
}
