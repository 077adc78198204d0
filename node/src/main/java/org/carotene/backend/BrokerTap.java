package org.carotene.backend;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;
import org.carotene.channel.Publication;
import org.carotene.channel.PublicationFormat;
import org.carotene.metrics.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Republishes what is published on this node to a broker.
 *
 * <p>{@link #published} may be called on any thread and only queues. One thread of its own sends, in batches that the
 * broker confirms; when the broker goes away it connects again, with longer and longer waits, and sends again what was
 * not confirmed. So the order of each channel is kept, nothing is lost while the queue's bound is not exceeded, and what
 * was on its way when a connection broke may come twice. Beyond the bound the oldest are dropped, counted and logged.
 */
final class BrokerTap implements StoppableTap {

    static final Backoff RECONNECT = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));

    private static final Logger log = LoggerFactory.getLogger(BrokerTap.class);
    private static final int BATCH_BYTES = 262_144;
    private static final long CHECK_MILLIS = 5_000;

    private final BrokerLink link;
    private final FrameQueue queue;
    private final PublicationFormat format;
    private final BrokerFigures figures;
    private final Backoff backoff;
    private final Thread sender;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private volatile boolean connected;
    private volatile boolean stopping;
    private boolean saidAway; // the sender's

    BrokerTap(
            BrokerLink link,
            int queueBytes,
            PublicationFormat format,
            BrokerFigures figures,
            Metrics metrics,
            ThreadFactory threads,
            Backoff backoff) {
        this.link = link;
        this.queue = new FrameQueue(queueBytes);
        this.format = format;
        this.figures = figures;
        this.backoff = backoff;
        this.sender = threads.newThread(this::run);
        metrics.gauge("carotene_broker_waiting_bytes", "Publications that wait for the broker, in bytes", queue::bytes);
        metrics.gauge("carotene_broker_connected", "1 while the broker is there", () -> connected ? 1 : 0);
    }

    void start() {
        sender.start();
    }

    @Override
    public void published(Publication publication) {
        Frame frame = new Frame(publication.channel(), publication.encoded(format));
        figures.dropped(queue.add(frame), "too many wait, the oldest go");
    }

    @Override
    public void stop(Duration patience) {
        stopping = true;
        queue.close();
        try {
            sender.join(Math.max(1, patience.toMillis()));
            link.close();
            sender.interrupt();
            sender.join(1_000);
        } catch (InterruptedException e) {
            link.close();
            sender.interrupt();
            Thread.currentThread().interrupt();
        }
        figures.dropped(queue.size(), "the node stops");
    }

    private void run() {
        int failures = 0;
        Deque<Frame> batch = new ArrayDeque<>();
        try {
            while (!(stopping && (failures > 0 || queue.size() == 0))) {
                try {
                    connect();
                    batch = queue.take(BATCH_BYTES, CHECK_MILLIS);
                    sendOrCheck(batch);
                    failures = 0;
                } catch (IOException | RuntimeException e) {
                    // A bug of a client library must not end the only thread that empties the queue.
                    failures++;
                    figures.dropped(queue.putBack(batch), "too many wait, the oldest go");
                    away(e);
                    queue.pause(backoff.after(failures, random).toMillis());
                }
            }
        } catch (InterruptedException e) {
            log.debug("interrupted: {}", link.broker());
        } finally {
            figures.dropped(queue.putBack(batch), "the node stops");
            connected = false;
            link.close();
        }
    }

    private void connect() throws IOException {
        if (connected && link.isOpen()) {
            return;
        }
        link.open();
        connected = true;
        figures.connected();
        log.info("connected to {}", link.broker());
    }

    private void sendOrCheck(Deque<Frame> batch) throws IOException {
        if (batch.isEmpty()) {
            link.check();
        } else {
            link.send(batch);
        }
    }

    private void away(Exception reason) {
        link.close();
        if (connected || !saidAway) {
            saidAway = true;
            log.warn("{} is away, publications wait for it: {}", link.broker(), text(reason));
        } else {
            log.debug("{} is still away", link.broker(), reason);
        }
        connected = false;
    }

    private static String text(Exception reason) {
        String message = reason.getMessage();
        return reason instanceof IOException && message != null ? message : reason.toString();
    }
}
