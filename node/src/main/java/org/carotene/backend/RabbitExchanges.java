package org.carotene.backend;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.carotene.channel.ChannelName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The exchanges of the broker: declares those that are missing, and knows those that cannot be used.
 *
 * <p>A missing exchange is declared as a fanout exchange, not durable, not deleted with its last queue. One that exists
 * is used if it is a fanout exchange, whatever else it is. Any other is refused for a minute, and then asked for again.
 * An AMQP channel of its own declares, because a refusal closes the channel. Used by one thread.
 */
final class RabbitExchanges {

    private static final Logger log = LoggerFactory.getLogger(RabbitExchanges.class);
    private static final int MAX_NAME_BYTES = 255;
    private static final int REMEMBERED = 10_000;
    private static final long REFUSED_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final BrokerFigures figures;
    private final LongSupplier nanoTime;
    private final Map<ChannelName, Known> known = new Recent<>();
    private final Map<ChannelName, Boolean> said = new Recent<>();
    private @Nullable Connection connection;
    private @Nullable Channel channel;

    RabbitExchanges(BrokerFigures figures, LongSupplier nanoTime) {
        this.figures = figures;
        this.nanoTime = nanoTime;
    }

    /** From now on asks on this connection; what was known is forgotten. */
    void use(Connection opened) {
        connection = opened;
        channel = null;
        known.clear();
    }

    /** Whether the exchange is there, declared if it was missing; a frame that is refused is counted here. */
    boolean mayPublish(ChannelName name) throws IOException {
        Known exchange = known.get(name);
        if (exchange == null) {
            return learn(name);
        }
        if (!exchange.refused()) {
            return true;
        }
        if (nanoTime.getAsLong() - exchange.since() > REFUSED_NANOS) {
            return learn(name);
        }
        figures.refusedAsSaid();
        return false;
    }

    void forget(ChannelName name) {
        known.remove(name);
    }

    /** Publishes nothing to that exchange for a while, and says why, once. */
    void refuse(ChannelName name, String reason) {
        known.put(name, new Known(true, nanoTime.getAsLong()));
        figures.refusedAsSaid();
        if (said.put(name, true) == null) {
            log.error("RabbitMQ does not take publications of a channel: exchange='{}': {}", name, reason);
        }
    }

    private boolean learn(ChannelName name) throws IOException {
        if (name.value().getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
            figures.refused(1, "channel name longer than the " + MAX_NAME_BYTES + " bytes of an exchange's");
            return false;
        }
        String refusal = declare(name.value());
        if (refusal == null) {
            known.put(name, new Known(false, nanoTime.getAsLong()));
            return true;
        }
        refuse(name, refusal);
        return false;
    }

    /** Why the exchange cannot be used, or null when it can. */
    private @Nullable String declare(String name) throws IOException {
        ShutdownSignalException refusal = refusalOf(
                declaring -> declaring.exchangeDeclare(name, BuiltinExchangeType.FANOUT, false, false, false, null));
        if (refusal == null) {
            return null;
        }
        int code = code(refusal);
        String reason = reason(refusal);
        if (code == AMQP.PRECONDITION_FAILED && !reason.contains("'type'") && !reason.contains("'internal'")) {
            return null; // there, a fanout exchange, but durable or the like
        }
        if (code == AMQP.ACCESS_REFUSED && refusalOf(declaring -> declaring.exchangeDeclarePassive(name)) == null) {
            return null; // there, and this user may not declare
        }
        return reason;
    }

    private @Nullable ShutdownSignalException refusalOf(Declaration declaration) throws IOException {
        try {
            declaration.on(channel());
            return null;
        } catch (IOException e) {
            if (e.getCause() instanceof ShutdownSignalException signal && !signal.isHardError()) {
                return signal;
            }
            throw e;
        }
    }

    private Channel channel() throws IOException {
        Connection current = connection;
        Channel open = channel;
        if (open == null || !open.isOpen()) {
            open = current == null ? null : current.createChannel();
            channel = open;
        }
        if (open == null) {
            throw new IOException("not connected");
        }
        return open;
    }

    /** The broker's own words for closing an AMQP channel. */
    static String reason(ShutdownSignalException signal) {
        return signal.getReason() instanceof AMQP.Channel.Close close
                ? close.getReplyText()
                : String.valueOf(signal.getMessage());
    }

    private static int code(ShutdownSignalException signal) {
        return signal.getReason() instanceof AMQP.Channel.Close close ? close.getReplyCode() : 0;
    }

    /** One try on a channel that a refusal closes. */
    private interface Declaration {
        void on(Channel declaring) throws IOException;
    }

    private record Known(boolean refused, long since) {}

    /** Remembers the names that were used last: clients choose them, so their number has no other bound. */
    private static final class Recent<T> extends LinkedHashMap<ChannelName, T> {

        private static final long serialVersionUID = 1;

        Recent() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<ChannelName, T> eldest) {
            return size() > REMEMBERED;
        }
    }
}
