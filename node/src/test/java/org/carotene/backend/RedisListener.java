package org.carotene.backend;

import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.exceptions.JedisException;

/** A subscriber of one Redis channel, listening when it has been made. */
public final class RedisListener extends JedisPubSub implements AutoCloseable {

    private final List<String> received = new CopyOnWriteArrayList<>();
    private final Jedis client;

    public RedisListener(RealRedis redis, String channel) {
        client = redis.client();
        Thread thread = new Thread(() -> listen(channel), "redis-listener");
        thread.setDaemon(true);
        thread.start();
        await().until(this::isSubscribed);
    }

    /** What has come so far. */
    public List<String> received() {
        return List.copyOf(received);
    }

    @Override
    public void onMessage(String channel, String message) {
        received.add(message);
    }

    @Override
    public void close() {
        client.close();
    }

    private void listen(String channel) {
        try {
            client.subscribe(this, channel);
        } catch (JedisException expected) {
            // closed, or Redis has been killed
        }
    }
}
