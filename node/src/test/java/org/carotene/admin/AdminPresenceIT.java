package org.carotene.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.carotene.testing.LocalBackend;
import org.carotene.testing.WebSocketClient;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is on a channel and where a user is, asked of either of two nodes, with presence kept in the cache and without. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class AdminPresenceIT {

    private static final String ONE = "presence1@localhost";
    private static final String TWO = "presence2@localhost";
    private static final int MANY = 30;

    @TempDir
    Path work;

    private AdminCluster cluster;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void presence_byChannelAndByUser_isTheClustersFromEitherNode(boolean enabled) throws Exception {
        try (LocalBackend backend = LocalBackend.answering(200, "{\"authenticated\":true,\"user_data\":{}}");
                AdminCluster started = new AdminCluster(work)) {
            cluster = started;
            String[] lines = {"presence: " + enabled, "authenticate_url: " + backend.url()};
            List<Operator> operators = List.of(cluster.start(ONE, lines), cluster.start(TWO, lines));
            List<WebSocketClient> annas = List.of(user(0, "anna", "room:a"), user(1, "anna", "room:a", "room:b"));
            user(1, "bert", "room:a");
            cluster.subscribed(0, "room:a");
            for (int i = 0; i < MANY; i++) {
                user(i % 2, "many%02d".formatted(i), "crowd");
            }

            for (Operator operator : operators) {
                await().atMost(AdminCluster.PATIENCE).untilAsserted(() -> {
                    JsonNode here = operator.get("/presence?channel=room:a");
                    assertThat(texts(here.path("items"), "user")).containsExactly("anna", "bert");
                    assertThat(here.path("channel").asText()).isEqualTo("room:a");
                    assertThat(here.path("total").asLong()).isEqualTo(2);
                    assertThat(here.path("next").isNull()).isTrue();
                    assertThat(here.path("missing")).isEmpty();
                    assertThat(operator.get("/channel?name=room:a")
                                    .path("channel")
                                    .path("members")
                                    .asLong())
                            .isEqualTo(2);
                    assertThat(paged(operator, "/presence?channel=crowd", "user"))
                            .isEqualTo(IntStream.range(0, MANY)
                                    .mapToObj("many%02d"::formatted)
                                    .toList());
                });
                whereAnnaIs(operator);
                nobody(operator);
                tree(operator);
            }

            JsonNode gone = operators.get(0).post("/disconnect", "{\"user\":\"anna\"}");
            assertThat(gone.path("disconnected").asInt()).isEqualTo(2);
            assertThat(annas).allSatisfy(anna -> assertThat(anna.closeCode()).isEqualTo(4009));
            for (Operator operator : operators) {
                await().atMost(AdminCluster.PATIENCE).untilAsserted(() -> {
                    assertThat(texts(operator.get("/presence?channel=room:a").path("items"), "user"))
                            .containsExactly("bert");
                    assertThat(operator.get("/presence?user=anna").path("items"))
                            .isEmpty();
                });
            }
        }
    }

    private static void whereAnnaIs(Operator operator) {
        JsonNode places = operator.get("/presence?user=anna");
        assertThat(places.path("user").asText()).isEqualTo("anna");
        assertThat(places.path("total").asLong()).isEqualTo(2);
        assertThat(places.path("items").path(0).toString())
                .contains("\"channel\":\"room:a\"", "\"nodes\":[\"" + ONE + "\",\"" + TWO + "\"]", "\"clients\":2");
        assertThat(places.path("items").path(1).toString())
                .contains("\"channel\":\"room:b\"", "\"nodes\":[\"" + TWO + "\"]", "\"clients\":1");
        assertThat(paged(operator, "/presence?user=anna", "channel")).containsExactly("room:a", "room:b");
    }

    private static void nobody(Operator operator) {
        for (String question : List.of("/presence?channel=empty", "/presence?user=nobody")) {
            JsonNode answer = operator.get(question);
            assertThat(answer.path("items")).isEmpty();
            assertThat(answer.path("total").isNumber()).isTrue();
            assertThat(answer.path("total").asLong()).isZero();
        }
        for (String question : List.of("/presence", "/presence?channel=a&user=b")) {
            assertThat(operator.refused(400, question).path("code").asInt()).isEqualTo(704);
        }
    }

    /** Both nodes have channels below "room": how many is not known, but bounded. */
    private static void tree(Operator operator) {
        JsonNode items = operator.get("/channels/tree").path("items");
        assertThat(texts(items, "segment")).containsExactly("crowd", "room");
        JsonNode crowd = items.path(0);
        assertThat(crowd.path("channels").asInt()).isEqualTo(1);
        assertThat(crowd.path("leaf").asBoolean()).isTrue();
        JsonNode room = items.path(1);
        assertThat(room.path("channels").isNull()).isTrue();
        assertThat(room.path("channels_at_least").asInt()).isEqualTo(2);
        assertThat(room.path("channels_at_most").asInt()).isEqualTo(3);
        assertThat(room.path("subscribers").asInt()).isEqualTo(5);
        assertThat(room.path("leaf").asBoolean()).isFalse();
    }

    /** What the pages of seven name, one after the other. */
    private static List<String> paged(Operator operator, String question, String field) {
        List<String> all = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = operator.get(question + "&limit=" + (field.equals("user") ? 7 : 1) + cursor);
            all.addAll(texts(page.path("items"), field));
            cursor = page.path("next").isNull()
                    ? ""
                    : "&cursor=" + Operator.encoded(page.path("next").asText());
        } while (!cursor.isEmpty());
        return all;
    }

    private WebSocketClient user(int node, String user, String... channels) throws Exception {
        WebSocketClient client = cluster.subscribed(node, channels[0]);
        for (int i = 1; i < channels.length; i++) {
            client.send("{\"subscribe\":\"" + channels[i] + "\"}");
        }
        client.send("{\"authenticate\":\"" + user + "\",\"token\":\"t\"}");
        assertThat(client.next()).contains("Authenticated");
        return client;
    }

    private static List<String> texts(JsonNode items, String field) {
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> item.path(field).asText())
                .toList();
    }
}
