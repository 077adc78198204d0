package org.carotene.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.carotene.backend.RunningBrokerTap.texts;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.carotene.settings.BrokerSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Republishing to a real Redis that goes away and comes back. */
@Timeout(60)
final class RedisTapIT {

    private RunningBrokerTap tap;

    @TempDir
    private Path folder;

    @AfterEach
    void stopTap() {
        tap.close();
    }

    @Test
    void published_redisIsThere_subscribersGetTheFramesInOrder() throws Exception {
        try (RealRedis redis = RealRedis.in(folder);
                RedisListener a = new RedisListener(redis, "a");
                RedisListener other = new RedisListener(redis, "möhre & co")) {
            start(redis.settings(1_000_000));

            tap.publish("a", 0, 5_000);
            tap.publish("möhre & co", 0, 1);

            await().untilAsserted(() -> assertThat(a.received()).hasSize(5_000));
            assertThat(a.received()).isEqualTo(texts("a", 0, 5_000));
            await().untilAsserted(() -> assertThat(other.received()).isEqualTo(texts("möhre & co", 0, 1)));
            await().until(() -> tap.figure("published_total") == 5_001);
        }
    }

    @Test
    void published_redisIsKilledAndComesBack_whatWaitedArrives() throws Exception {
        try (RealRedis redis = RealRedis.in(folder)) {
            start(redis.settings(1_000_000));
            tap.publish("c", 0, 10);
            await().until(() -> tap.figure("published_total") == 10);

            redis.kill();
            tap.publish("c", 10, 20);
            await().until(() -> tap.figure("connected") == 0);
            tap.publish("c", 20, 30);
            assertThat(tap.figure("published_total")).isEqualTo(10);
            redis.start();

            // Nobody can listen before Redis is back, so that some may have gone to nobody: the figures tell.
            await().until(() -> tap.figure("published_total") == 30);
            assertThat(tap.figure("dropped_total")).isZero();
            try (RedisListener listener = new RedisListener(redis, "c")) {
                tap.publish("c", 30, 40);
                await().untilAsserted(() -> assertThat(listener.received()).isEqualTo(texts("c", 30, 40)));
            }
        }
    }

    @Test
    void published_redisStaysAway_oldestAreDroppedAndCounted() throws Exception {
        try (RealRedis redis = RealRedis.in(folder)) {
            start(redis.settings(10_000));
            await().until(() -> tap.figure("connected") == 1);
            redis.kill();

            tap.publish("c", 0, 1_000);

            await().until(() -> tap.figure("connected") == 0);
            double dropped = tap.figure("dropped_total");
            assertThat(dropped).isBetween(850.0, 950.0);
            assertThat(tap.figure("waiting_bytes")).isLessThanOrEqualTo(10_000);
            redis.start();
            await().until(() -> tap.figure("published_total") == 1_000 - dropped);
        }
    }

    @Test
    void published_redisHangs_isNoticedAndPublisherNeverWaits() throws Exception {
        try (RealRedis redis = RealRedis.in(folder)) {
            start(redis.settings(1_000_000));
            await().until(() -> tap.figure("connected") == 1);
            redis.process().freeze();

            long start = System.nanoTime();
            tap.publish("c", 0, 1_000);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));

            await().atMost(Duration.ofSeconds(20)).until(() -> tap.figure("connected") == 0);
            redis.process().unfreeze();
            await().atMost(Duration.ofSeconds(20)).until(() -> tap.figure("published_total") >= 1_000);
        }
    }

    @Test
    void start_passwordIsRight_publishes() throws Exception {
        try (RealRedis redis = RealRedis.withPassword(folder, "secret")) {
            start(redis.settings(1_000_000));

            tap.publish("c", 0, 10);

            await().until(() -> tap.figure("published_total") == 10);
        }
    }

    @Test
    void start_passwordIsMissing_waitsAndSaysNothingOfIt() throws Exception {
        try (RealRedis redis = RealRedis.withPassword(folder, "secret")) {
            BrokerSettings right = redis.settings(1_000_000);
            start(new BrokerSettings(
                    right.type(), right.host(), right.port(), Optional.empty(), Optional.empty(), 1_000_000));

            tap.publish("c", 0, 10);

            await().during(Duration.ofMillis(300))
                    .until(() -> tap.figure("published_total") == 0 && tap.figure("connected") == 0);
            assertThat(tap.figure("refused_total")).isZero();
        }
    }

    private void start(BrokerSettings broker) {
        tap = new RunningBrokerTap(broker);
    }
}
