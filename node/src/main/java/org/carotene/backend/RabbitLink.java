package org.carotene.backend;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import com.rabbitmq.client.impl.ForgivingExceptionHandler;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeoutException;
import org.carotene.settings.BrokerSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes to RabbitMQ: each frame to the fanout exchange of the channel's name, with publisher confirms.
 *
 * <p>A frame for which the broker closes the AMQP channel (it may not be published, or is too large) is found by sending
 * the batch again one by one, and refused alone.
 */
final class RabbitLink implements BrokerLink {

    private static final Logger log = LoggerFactory.getLogger(RabbitLink.class);
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int HEARTBEAT_SECONDS = 10;
    private static final AMQP.BasicProperties JSON =
            new AMQP.BasicProperties.Builder().contentType("application/json").build();

    private final BrokerSettings settings;
    private final BrokerFigures figures;
    private final ConnectionFactory factory;
    private final RabbitExchanges exchanges;
    private final ConcurrentNavigableMap<Long, Frame> unconfirmed = new ConcurrentSkipListMap<>();
    private volatile @Nullable Connection connection;
    private volatile @Nullable Channel channel;

    RabbitLink(BrokerSettings settings, BrokerFigures figures, ThreadFactory threads) {
        this.settings = settings;
        this.figures = figures;
        this.exchanges = new RabbitExchanges(figures, System::nanoTime);
        this.factory = new ConnectionFactory();
        factory.setHost(settings.host());
        factory.setPort(settings.port());
        settings.user().ifPresent(factory::setUsername);
        settings.password().ifPresent(factory::setPassword);
        factory.setThreadFactory(threads);
        factory.setAutomaticRecoveryEnabled(false); // the tap's own way back keeps what was not confirmed
        factory.setTopologyRecoveryEnabled(false);
        factory.setConnectionTimeout(TIMEOUT_MILLIS);
        factory.setHandshakeTimeout(TIMEOUT_MILLIS);
        factory.setChannelRpcTimeout(TIMEOUT_MILLIS);
        factory.setShutdownTimeout(TIMEOUT_MILLIS);
        factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
        factory.setExceptionHandler(new Quiet());
    }

    @Override
    public String broker() {
        return "RabbitMQ at " + settings.host() + ":" + settings.port();
    }

    @Override
    public void open() throws IOException {
        close();
        try {
            Connection opened = factory.newConnection("carotene");
            connection = opened;
            exchanges.use(opened);
            openChannel();
        } catch (TimeoutException | ShutdownSignalException e) {
            throw failed(e);
        }
    }

    @Override
    public boolean isOpen() {
        Connection current = connection;
        return current != null && current.isOpen();
    }

    @Override
    public void check() throws IOException {
        if (!isOpen()) {
            throw new IOException("connection has been closed"); // heartbeats have found out
        }
    }

    @Override
    public void send(Deque<Frame> batch) throws IOException {
        try {
            sendTogetherOrAlone(batch);
        } catch (ShutdownSignalException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        Connection current = connection;
        connection = null;
        channel = null;
        if (current != null) {
            current.abort(TIMEOUT_MILLIS);
        }
    }

    private void sendTogetherOrAlone(Deque<Frame> batch) throws IOException {
        try {
            sendTogether(batch);
        } catch (ShutdownSignalException e) {
            if (e.isHardError() || !isOpen()) {
                throw e;
            }
            sendOneByOne(batch);
        }
    }

    private void sendOneByOne(Deque<Frame> batch) throws IOException {
        Deque<Frame> alone = new ArrayDeque<>();
        while (!batch.isEmpty()) {
            openChannelIfClosed();
            exchanges.forget(batch.getFirst().channel()); // it may have been deleted
            alone.addLast(batch.removeFirst());
            try {
                sendTogether(alone);
            } catch (ShutdownSignalException e) {
                if (e.isHardError() || !isOpen()) {
                    throw e;
                }
                exchanges.refuse(alone.removeFirst().channel(), RabbitExchanges.reason(e));
            } finally {
                alone.descendingIterator().forEachRemaining(batch::addFirst);
                alone.clear();
            }
        }
        openChannelIfClosed();
    }

    private void sendTogether(Deque<Frame> batch) throws IOException {
        unconfirmed.clear();
        try {
            Channel current = current();
            while (!batch.isEmpty()) {
                Frame frame = batch.getFirst();
                if (exchanges.mayPublish(frame.channel())) {
                    unconfirmed.put(current.getNextPublishSeqNo(), frame);
                    batch.removeFirst();
                    current.basicPublish(frame.channel().value(), "", JSON, frame.text());
                } else {
                    batch.removeFirst();
                }
            }
            // What it did not take is known already, by the listener.
            boolean unused = current.waitForConfirms(TIMEOUT_MILLIS);
        } catch (TimeoutException e) {
            throw new IOException("no confirmation within " + TIMEOUT_MILLIS + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            unconfirmed.descendingMap().values().forEach(batch::addFirst);
            unconfirmed.clear();
        }
    }

    private void openChannelIfClosed() throws IOException {
        Channel current = channel;
        if (current == null || !current.isOpen()) {
            openChannel();
        }
    }

    private void openChannel() throws IOException {
        Connection current = connection;
        if (current == null) {
            throw new IOException("not connected");
        }
        Channel opened = current.createChannel();
        if (opened == null) {
            throw new IOException("no AMQP channel left on the connection");
        }
        opened.confirmSelect();
        opened.addConfirmListener(
                (tag, multiple) -> figures.published(settle(opened, tag, multiple)),
                (tag, multiple) -> figures.refused(settle(opened, tag, multiple), "RabbitMQ could not take them"));
        channel = opened;
    }

    private int settle(Channel on, long tag, boolean multiple) {
        if (channel != on) {
            return 0; // too late: its tags mean other frames now
        }
        ConcurrentNavigableMap<Long, Frame> settled =
                multiple ? unconfirmed.headMap(tag, true) : unconfirmed.subMap(tag, true, tag, true);
        int count = settled.size();
        settled.clear();
        return count;
    }

    private Channel current() throws IOException {
        Channel current = channel;
        if (current == null) {
            throw new IOException("not connected");
        }
        return current;
    }

    private static IOException failed(Exception e) {
        String text = e.getMessage();
        return new IOException(text == null ? e.getClass().getSimpleName() : text, e);
    }

    /** The tap says when the broker is away, once; the client library would say it with every try. */
    private static final class Quiet extends ForgivingExceptionHandler {

        @Override
        protected void log(String message, Throwable e) {
            log.debug("{}", message, e);
        }
    }
}
