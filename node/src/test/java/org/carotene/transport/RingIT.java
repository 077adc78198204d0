package org.carotene.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.carotene.settings.LimitSettings;
import org.carotene.testing.TestSettings;
import org.carotene.testing.WebSocketClient;
import org.carotene.transport.ring.Rings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rounds that the kernel is handed at once. What they must not change, WebSocketIT says with them and without. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RingIT {

    @ParameterizedTest
    @EnumSource(Wire.class)
    void publish_toMany_isSentByTheRing(Wire wire) throws Exception {
        assumeThat(Rings.obstacle()).isEmpty();
        try (TestNode node = new TestNode(wire.of(TestSettings.of(LimitSettings.DEFAULTS, 1)))) {
            List<WebSocketClient> subscribers = subscribed(node, wire, 40);

            subscribers.get(0).send("pub c text");

            for (WebSocketClient subscriber : subscribers) {
                assertThat(subscriber.next()).isEqualTo("text");
            }
            await().untilAsserted(() ->
                    assertThat(node.counted("carotene_sends_batched")).isEqualTo(40));
        }
    }

    @Test
    void publish_ioUringOff_isSentWithoutIt() throws Exception {
        try (TestNode node = new TestNode(TestSettings.ioUring(TestSettings.of(LimitSettings.DEFAULTS, 1), false))) {
            List<WebSocketClient> subscribers = subscribed(node, Wire.PLAIN, 3);

            subscribers.get(0).send("pub c text");

            for (WebSocketClient subscriber : subscribers) {
                assertThat(subscriber.next()).isEqualTo("text");
            }
            await().until(() -> node.counted("carotene_deliveries") == 3);
            assertThat(node.counted("carotene_sends_batched")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void publish_oneOfManyHasGone_theOthersMissNothing(Wire wire) throws Exception {
        try (TestNode node = new TestNode(wire.of(TestSettings.of(LimitSettings.DEFAULTS, 1)))) {
            List<WebSocketClient> subscribers = subscribed(node, wire, 20);
            List<RawSocket> leaving = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                leaving.add(new RawSocket(wire, node.port()));
                leaving.get(i).send("sub c", "ready");
                assertThat(leaving.get(i).read().text()).isEqualTo("ready");
            }

            for (int i = 0; i < 20; i++) {
                subscribers.get(0).send("pub c before " + i).send("pub c behind " + i);
                leaving.get(i).breakOff();
            }

            for (WebSocketClient subscriber : subscribers) {
                for (int i = 0; i < 20; i++) {
                    assertThat(subscriber.next()).isEqualTo("before " + i);
                    assertThat(subscriber.next()).isEqualTo("behind " + i);
                }
            }
            await().until(() -> node.server.connectionCount() == 20);
        }
    }

    private static List<WebSocketClient> subscribed(TestNode node, Wire wire, int count) throws InterruptedException {
        List<WebSocketClient> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            WebSocketClient client = wire.connect(node.port());
            client.send("sub c").send("ready");
            assertThat(client.next()).isEqualTo("ready");
            clients.add(client);
        }
        return clients;
    }
}
