package org.carotene.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.carotene.backend.PlainFormat.publication;
import static org.carotene.backend.PlainFormat.text;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.carotene.channel.PublicationTap;
import org.carotene.metrics.Metrics;
import org.carotene.settings.AdminSettings;
import org.carotene.settings.BackendSettings;
import org.carotene.settings.BrokerSettings;
import org.carotene.settings.NodeName;
import org.carotene.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.exceptions.JedisException;

/** Republishing to a real Redis that goes away and comes back. */
@Timeout(60)
final class RedisTapIT {

    private final Metrics metrics = new Metrics();
    private Taps taps;

    @TempDir
    private Path folder;

    @AfterEach
    void stopTaps() {
        taps.stop(Duration.ofMillis(100));
    }

    @Test
    void published_redisIsThere_subscribersGetTheFramesInOrder() throws Exception {
        try (RealRedis redis = RealRedis.in(folder);
                Listener a = new Listener(redis, "a");
                Listener other = new Listener(redis, "möhre & co")) {
            start(redis.settings(1_000_000));

            publish("a", 0, 5_000);
            publish("möhre & co", 0, 1);

            await().untilAsserted(() -> assertThat(a.received).hasSize(5_000));
            assertThat(a.received).isEqualTo(texts("a", 0, 5_000));
            await().untilAsserted(() -> assertThat(other.received).isEqualTo(texts("möhre & co", 0, 1)));
            await().until(() -> sample("carotene_broker_published_total") == 5_001);
        }
    }

    @Test
    void published_redisIsKilledAndComesBack_whatWaitedArrives() throws Exception {
        try (RealRedis redis = RealRedis.in(folder)) {
            start(redis.settings(1_000_000));
            publish("c", 0, 10);
            await().until(() -> sample("carotene_broker_published_total") == 10);

            redis.kill();
            publish("c", 10, 20);
            await().until(() -> sample("carotene_broker_connected") == 0);
            publish("c", 20, 30);
            assertThat(sample("carotene_broker_published_total")).isEqualTo(10);
            redis.start();

            // Nobody can listen before Redis is back, so that some may have gone to nobody: the figures tell.
            await().until(() -> sample("carotene_broker_published_total") == 30);
            assertThat(sample("carotene_broker_dropped_total")).isZero();
            try (Listener listener = new Listener(redis, "c")) {
                publish("c", 30, 40);
                await().untilAsserted(() -> assertThat(listener.received).isEqualTo(texts("c", 30, 40)));
            }
        }
    }

    @Test
    void published_redisStaysAway_oldestAreDroppedAndCounted() throws Exception {
        try (RealRedis redis = RealRedis.in(folder)) {
            start(redis.settings(10_000));
            await().until(() -> sample("carotene_broker_connected") == 1);
            redis.kill();

            publish("c", 0, 1_000);

            await().until(() -> sample("carotene_broker_connected") == 0);
            double dropped = sample("carotene_broker_dropped_total");
            assertThat(dropped).isBetween(850.0, 950.0);
            assertThat(sample("carotene_broker_waiting_bytes")).isLessThanOrEqualTo(10_000);
            redis.start();
            await().until(() -> sample("carotene_broker_published_total") == 1_000 - dropped);
        }
    }

    @Test
    void published_redisHangs_isNoticedAndPublisherNeverWaits() throws Exception {
        try (RealRedis redis = RealRedis.in(folder)) {
            start(redis.settings(1_000_000));
            await().until(() -> sample("carotene_broker_connected") == 1);
            redis.process().freeze();

            long start = System.nanoTime();
            publish("c", 0, 1_000);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));

            await().atMost(Duration.ofSeconds(20)).until(() -> sample("carotene_broker_connected") == 0);
            redis.process().unfreeze();
            await().atMost(Duration.ofSeconds(20)).until(() -> sample("carotene_broker_published_total") >= 1_000);
        }
    }

    @Test
    void start_passwordIsRight_publishes() throws Exception {
        try (RealRedis redis = RealRedis.withPassword(folder, "secret")) {
            start(redis.settings(1_000_000));

            publish("c", 0, 10);

            await().until(() -> sample("carotene_broker_published_total") == 10);
        }
    }

    @Test
    void start_passwordIsMissing_waitsAndSaysNothingOfIt() throws Exception {
        try (RealRedis redis = RealRedis.withPassword(folder, "secret")) {
            BrokerSettings right = redis.settings(1_000_000);
            start(new BrokerSettings(
                    right.type(), right.host(), right.port(), Optional.empty(), Optional.empty(), 1_000_000));

            publish("c", 0, 10);

            await().during(Duration.ofMillis(300))
                    .until(() ->
                            sample("carotene_broker_published_total") == 0 && sample("carotene_broker_connected") == 0);
            assertThat(sample("carotene_broker_refused_total")).isZero();
        }
    }

    private void start(BrokerSettings broker) {
        Settings defaults = Settings.defaults(new NodeName("carotene@localhost"));
        Settings settings = new Settings(
                defaults.nodeName(),
                defaults.http(),
                defaults.limits(),
                defaults.cluster(),
                defaults.access(),
                defaults.backend(),
                defaults.presence(),
                Optional.of(broker),
                AdminSettings.OFF);
        BackendClient client = new BackendClient(BackendSettings.DEFAULTS, Runnable::run, metrics);
        taps = Taps.of(settings, new PlainFormat(), client, metrics, Thread::new);
        taps.start();
    }

    private void publish(String channel, int from, int to) {
        for (PublicationTap tap : taps.list()) {
            IntStream.range(from, to).forEach(i -> tap.published(publication(channel, Integer.toString(i))));
        }
    }

    private double sample(String name) {
        return Figures.sample(metrics, name);
    }

    private static List<String> texts(String channel, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> text(channel, Integer.toString(i)))
                .toList();
    }

    /** A subscriber of one Redis channel, listening when it has been made. */
    private static final class Listener extends JedisPubSub implements AutoCloseable {

        private final List<String> received = new CopyOnWriteArrayList<>();
        private final Jedis client;
        private final Thread thread;

        Listener(RealRedis redis, String channel) {
            client = redis.client();
            thread = new Thread(() -> listen(channel), "redis-listener");
            thread.setDaemon(true);
            thread.start();
            await().until(this::isSubscribed);
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
}
