package org.carotene.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.carotene.backend.PlainFormat.text;
import static org.carotene.backend.RunningBrokerTap.texts;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.carotene.settings.BrokerSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Republishing to a real RabbitMQ that goes away and comes back. Each test has exchanges of its own. */
@Timeout(120)
final class RabbitTapIT {

    @TempDir
    private static Path folder;

    private static RealRabbit rabbit;

    private RunningBrokerTap tap;

    @BeforeAll
    static void startRabbit() {
        rabbit = RealRabbit.in(folder);
    }

    @AfterAll
    static void stopRabbit() {
        if (rabbit != null) {
            rabbit.close();
        }
    }

    @AfterEach
    void stopTap() {
        tap.close();
    }

    @Test
    void published_exchangeIsThere_queuesGetTheFramesInOrder() throws Exception {
        try (Connection client = rabbit.client()) {
            List<String> received = consume(client, "there");
            List<String> other = consume(client, "möhre & co");
            start(rabbit.settings(1_000_000));

            tap.publish("there", 0, 5_000);
            tap.publish("möhre & co", 0, 1);

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(received).hasSize(5_000));
            assertThat(received).isEqualTo(texts("there", 0, 5_000));
            await().untilAsserted(() -> assertThat(other).isEqualTo(texts("möhre & co", 0, 1)));
            await().until(() -> tap.figure("published_total") == 5_001);
        }
    }

    @Test
    void published_exchangeIsMissing_isDeclared() throws Exception {
        start(rabbit.settings(1_000_000));

        tap.publish("missing", 0, 1);

        await().until(() -> tap.figure("published_total") == 1);
        try (Connection client = rabbit.client()) {
            client.createChannel().exchangeDeclarePassive("missing");
            List<String> received = consume(client, "missing"); // fails if it is of another kind
            tap.publish("missing", 1, 3);
            await().untilAsserted(() -> assertThat(received).isEqualTo(texts("missing", 1, 3)));
        }
    }

    @Test
    void published_durableFanoutExchange_isUsedAsItIs() throws Exception {
        try (Connection client = rabbit.client()) {
            Channel channel = client.createChannel();
            channel.exchangeDeclare("durable", "fanout", true, false, Map.of());
            List<String> received = bind(channel, "durable");
            start(rabbit.settings(1_000_000));

            tap.publish("durable", 0, 3);

            await().untilAsserted(() -> assertThat(received).isEqualTo(texts("durable", 0, 3)));
        }
    }

    @Test
    void published_exchangeOfAnotherType_isRefusedAndOthersGoOn() throws Exception {
        try (Connection client = rabbit.client()) {
            client.createChannel().exchangeDeclare("direct", "direct");
            List<String> good = consume(client, "good");
            start(rabbit.settings(1_000_000));

            for (int i = 0; i < 100; i++) {
                tap.publish("direct", i, i + 1);
                tap.publish("good", i, i + 1);
            }

            await().untilAsserted(() -> assertThat(good).isEqualTo(texts("good", 0, 100)));
            await().until(() -> tap.figure("refused_total") == 100);
            assertThat(tap.figure("connects_total")).isEqualTo(1);
        }
    }

    @Test
    void published_nameThatNoExchangeMayHave_isRefusedAndOthersGoOn() throws Exception {
        String longest = "ä".repeat(127) + "x";
        try (Connection client = rabbit.client()) {
            List<String> received = consume(client, longest);
            start(rabbit.settings(1_000_000));

            tap.publish("ä".repeat(128), 0, 5);
            tap.publish("amq.reserved", 0, 5);
            tap.publish(longest, 0, 5);

            await().untilAsserted(() -> assertThat(received).isEqualTo(texts(longest, 0, 5)));
            await().until(() -> tap.figure("refused_total") == 10);
            assertThat(tap.figure("connects_total")).isEqualTo(1);
        }
    }

    @Test
    void published_exchangeIsDeletedInBetween_isDeclaredAgain() throws Exception {
        try (Connection client = rabbit.client()) {
            List<String> other = consume(client, "stays");
            start(rabbit.settings(1_000_000));
            tap.publish("deleted", 0, 1);
            await().until(() -> tap.figure("published_total") == 1);

            client.createChannel().exchangeDelete("deleted");
            tap.publish("deleted", 1, 2);
            tap.publish("stays", 0, 10);

            await().untilAsserted(() -> assertThat(other).contains(text("stays", "9")));
            assertThat(other).containsSubsequence(texts("stays", 0, 10));
            client.createChannel().exchangeDeclarePassive("deleted");
            assertThat(tap.figure("refused_total")).isZero();
            assertThat(tap.figure("connects_total")).isEqualTo(1);
        }
    }

    @Test
    void published_rabbitIsKilledAndComesBack_whatWaitedIsConfirmed() throws Exception {
        start(rabbit.settings(1_000_000));
        tap.publish("killed", 0, 10);
        await().until(() -> tap.figure("published_total") == 10);

        rabbit.kill();
        tap.publish("killed", 10, 20);
        await().until(() -> tap.figure("connected") == 0);
        tap.publish("killed", 20, 30);
        assertThat(tap.figure("published_total")).isEqualTo(10);
        rabbit.start();

        await().atMost(Duration.ofSeconds(30)).until(() -> tap.figure("published_total") == 30);
        assertThat(tap.figure("dropped_total")).isZero();
        try (Connection client = rabbit.client()) {
            List<String> received = consume(client, "killed");
            tap.publish("killed", 30, 40);
            await().untilAsserted(() -> assertThat(received).isEqualTo(texts("killed", 30, 40)));
        }
    }

    @Test
    void start_credentialsAreWrong_waits() throws Exception {
        BrokerSettings right = rabbit.settings(1_000_000);
        start(new BrokerSettings(
                right.type(), right.host(), right.port(), Optional.of("nobody"), Optional.of("wrong"), 1_000_000));

        tap.publish("c", 0, 10);

        await().during(Duration.ofMillis(500))
                .until(() -> tap.figure("published_total") == 0 && tap.figure("connected") == 0);
    }

    private void start(BrokerSettings broker) {
        tap = new RunningBrokerTap(broker);
    }

    /** A consumer as applications write them: it declares the fanout exchange, a queue, and binds the two. */
    private static List<String> consume(Connection client, String exchange) throws IOException {
        Channel channel = client.createChannel();
        channel.exchangeDeclare(exchange, "fanout");
        return bind(channel, exchange);
    }

    private static List<String> bind(Channel channel, String exchange) throws IOException {
        List<String> received = new CopyOnWriteArrayList<>();
        String queue = channel.queueDeclare().getQueue();
        channel.queueBind(queue, exchange, "");
        channel.basicConsume(
                queue,
                true,
                (tag, delivery) -> received.add(new String(delivery.getBody(), StandardCharsets.UTF_8)),
                tag -> {});
        return received;
    }
}
