package org.carotene.backend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import org.carotene.settings.BrokerSettings;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** Publishes to Redis: each frame to the Redis channel of the same name, many at a time. */
final class RedisLink implements BrokerLink {

    private static final int TIMEOUT_MILLIS = 5_000;

    private final BrokerSettings settings;
    private final BrokerFigures figures;
    private volatile @Nullable Connection connection;

    RedisLink(BrokerSettings settings, BrokerFigures figures) {
        this.settings = settings;
        this.figures = figures;
    }

    @Override
    public String broker() {
        return "Redis at " + settings.host() + ":" + settings.port();
    }

    @Override
    public void open() throws IOException {
        close();
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .resp2()
                .clientName("carotene")
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .connectionTimeoutMillis(TIMEOUT_MILLIS)
                .socketTimeoutMillis(TIMEOUT_MILLIS);
        settings.user().ifPresent(config::user);
        settings.password().ifPresent(config::password);
        try {
            connection = new Connection(new HostAndPort(settings.host(), settings.port()), config.build());
        } catch (JedisException e) {
            throw failed(e);
        }
        // A server that wants a password, or still loads its data, takes the connection and refuses every command.
        check();
    }

    @Override
    public boolean isOpen() {
        Connection current = connection;
        return current != null && !current.isBroken();
    }

    @Override
    public void check() throws IOException {
        try {
            current().ping();
        } catch (JedisException e) {
            throw failed(e);
        }
    }

    @Override
    public void send(Deque<Frame> batch) throws IOException {
        Connection current = current();
        try {
            for (Frame frame : batch) {
                byte[] channel = frame.channel().value().getBytes(StandardCharsets.UTF_8);
                current.sendCommand(Protocol.Command.PUBLISH, channel, frame.text());
            }
            while (!batch.isEmpty()) {
                settleOldest(current);
                batch.removeFirst();
            }
        } catch (JedisException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        Connection current = connection;
        connection = null;
        if (current != null) {
            try {
                current.forceDisconnect();
            } catch (IOException | JedisException e) {
                // It is gone, which is all that was wanted.
            }
        }
    }

    private void settleOldest(Connection current) {
        try {
            current.getOne();
            figures.published(1);
        } catch (JedisDataException e) {
            figures.refused(1, "Redis answers: " + e.getMessage());
        }
    }

    private Connection current() throws IOException {
        Connection current = connection;
        if (current == null) {
            throw new IOException("not connected");
        }
        return current;
    }

    private static IOException failed(JedisException e) {
        return new IOException(String.valueOf(e.getMessage()), e);
    }
}
