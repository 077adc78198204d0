package org.carotene.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ignite.Ignite;
import org.carotene.channel.Published;
import org.carotene.cluster.IgniteNodes;
import org.carotene.testing.LocalBackend;
import org.carotene.testing.WebSocketClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ignite.plugin("Carotene")} gives to the code on a node of a user's own grid. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class CarotenePluginIT {

    private static final String SUBSCRIBE = "{\"subscribe\":\"news\"}";

    @TempDir
    Path work;

    private LocalBackend backend;
    private IgniteNodes grid;

    @BeforeEach
    void start() throws Exception {
        backend = LocalBackend.answering(200, "{\"authenticated\":true,\"user_data\":{}}");
        grid = new IgniteNodes(work);
    }

    @AfterEach
    void stop() {
        grid.close();
        backend.close();
    }

    @Test
    void plugin_onTwoNodes_publishesAndTellsOverBoth() throws Exception {
        Carotene one = node("grid1@localhost").plugin("Carotene");
        Carotene two = node("grid2@localhost").plugin("Carotene");
        await().until(() -> one.stats().nodes() == 2 && two.stats().nodes() == 2);
        WebSocketClient guest = WebSocketClient.connect(two.stats().port()).send(SUBSCRIBE);
        WebSocketClient anna = WebSocketClient.connect(two.stats().port())
                .send("{\"authenticate\":\"anna\",\"token\":\"t\"}")
                .send(SUBSCRIBE)
                .send("ping");
        assertThat(anna.next(2)).last().isEqualTo("pong");
        assertThat(guest.send("ping").next()).isEqualTo("pong");

        // Until the first node has heard of the second one's subscribers.
        await().until(() ->
                one.publish("news", "0") == Published.ACCEPTED && !guest.rest().isEmpty());
        assertThat(one.publish("news", "{\"n\": [1]}")).isEqualTo(Published.ACCEPTED);
        assertThat(one.publishText("news", "a \"text\"")).isEqualTo(Published.ACCEPTED);

        String last = frame("\"a \\\"text\\\"\"");
        List<String> heard = new ArrayList<>();
        await().until(() -> heard.addAll(anna.rest()) && heard.contains(last));
        assertThat(heard).filteredOn(text -> !text.equals(frame("0"))).containsExactly(frame("{\"n\": [1]}"), last);
        await().untilAsserted(() -> assertThat(
                        one.presence("news").toCompletableFuture().get(20, TimeUnit.SECONDS))
                .containsExactly("anna"));
        assertThat(one.channels()).isEmpty();
        assertThat(two.channels()).containsExactly("news");
        assertThat(two.stats()).isEqualTo(new Carotene.Stats(two.stats().port(), 2, 1, 2));
    }

    @Test
    void plugin_badInput_isRefusedBeforeAnybodyGetsIt() {
        Carotene carotene = node("grid1@localhost").plugin("Carotene");

        assertThatThrownBy(() -> carotene.publish("", "1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> carotene.publish("c", "{")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> carotene.publish("c", "1 2")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> carotene.presence("a\nb")).isInstanceOf(IllegalArgumentException.class);
        assertThat(carotene.publish("c", " 1 ")).isEqualTo(Published.ACCEPTED);
    }

    @Test
    void plugin_nodeWithoutOurConfiguration_isThereAndSaysWhatIsMissing() {
        Ignite stranger = grid.startStranger("stranger");

        Carotene carotene = stranger.plugin("Carotene");

        assertThatThrownBy(() -> carotene.publish("c", "1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expected: a CaroteneConfiguration in its Ignite configuration");
    }

    private static String frame(String json) {
        return "{\"type\":\"message\",\"message\":" + json + ",\"channel\":\"news\",\"from_server\":\"true\"}";
    }

    private Ignite node(String name) {
        CaroteneConfiguration carotene = new CaroteneConfiguration();
        carotene.setNodeName(name);
        carotene.setAddress("127.0.0.1");
        carotene.setPort(0);
        carotene.setAuthenticateUrl(backend.url().toString());
        carotene.getPresence().setEnabled(true);
        carotene.getLimits().setDrainTime("0s");
        return grid.start(grid.configuration(name).setPluginProviders(new CarotenePluginProvider(carotene)));
    }
}
