package org.carotene.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.carotene.admin.log.LogLevels;
import org.carotene.testing.WebSocketClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Two real nodes, each with an admin API, asked as an operator asks. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class AdminClusterIT {

    private static final String ONE = "admin1@localhost";
    private static final String TWO = "admin2@localhost";

    @TempDir
    static Path work;

    private static AdminCluster cluster;
    private static Operator one;
    private static Operator two;

    @BeforeAll
    static void start() throws Exception {
        cluster = new AdminCluster(work);
        one = cluster.start(ONE, "limits.max_frame_size: 128KiB", "limits.max_channels_per_connection: 200000");
        two = cluster.start(TWO, "presence: true", "broker: {type: redis, port: 1, password: the-broker-password}");
    }

    @AfterAll
    static void stop() {
        String told = one.told() + two.told();
        cluster.close();
        assertThat(told).doesNotContain(AdminCluster.TOKEN).doesNotContain("the-broker-password");
    }

    @Test
    void overview_twoNodes_sumsBothAndNamesWhatDiffers() {
        await().atMost(AdminCluster.PATIENCE).untilAsserted(() -> {
            JsonNode overview = one.get("/overview");
            assertThat(overview.path("answered_by").asText()).isEqualTo(ONE);
            assertThat(overview.path("missing")).isEmpty();
            assertThat(overview.path("cluster").path("nodes").asInt()).isEqualTo(2);
            assertThat(overview.path("cluster").path("islands").asInt()).isEqualTo(1);
            assertThat(overview.path("totals").path("publications_per_second").isNumber())
                    .isTrue();
            assertThat(texts(overview.path("attention"), "code")).contains("configuration_differs");
        });
    }

    @Test
    void nodes_twoNodes_eachSaysWhomItSees() {
        JsonNode nodes = two.get("/nodes").path("items");

        assertThat(texts(nodes, "name")).containsExactly(ONE, TWO);
        for (JsonNode node : nodes) {
            assertThat(node.path("answers").asBoolean()).isTrue();
            assertThat(node.path("view").path("sees").toString()).contains(ONE, TWO);
            assertThat(node.path("admin_url").asText()).startsWith("http://127.0.0.1:");
            assertThat(node.path("self").asBoolean())
                    .isEqualTo(node.path("name").asText().equals(TWO));
        }
    }

    @Test
    void detail_ofTheOtherNode_hasFiguresOfEveryPart() {
        await().atMost(AdminCluster.PATIENCE).untilAsserted(() -> {
            JsonNode detail = one.get("/nodes/" + TWO).path("node").path("detail");
            assertThat(detail.path("lanes").path(0).path("connections").isInt()).isTrue();
            assertThat(detail.path("peers").path(0).path("name").asText()).isEqualTo(ONE);
            assertThat(detail.path("peers").path(0).path("healthy").asBoolean()).isTrue();
            assertThat(detail.path("counters")).hasSizeGreaterThan(10).allMatch(JsonNode::isNumber);
            assertThat(one.get("/nodes/" + TWO).path("node").path("queues"))
                    .hasSize(4)
                    .allMatch(JsonNode::isNumber);
            assertThat(detail.path("history").path("connections").size()).isPositive();
            assertThat(detail.path("jvm").path("heap_used_bytes").asLong()).isPositive();
            assertThat(detail.path("ignite").path("version").asText()).startsWith("2.");
            assertThat(detail.path("ignite").path("offheap_max_bytes").asLong()).isPositive();
            assertThat(detail.path("ignite").path("discovery_port").asInt()).isPositive();
            assertThat(detail.path("ignite").path("communication_port").asInt()).isPositive();
        });
    }

    @Test
    void config_ofBoth_showsValuesAndMarksDifferences() {
        JsonNode items = one.get("/nodes/" + TWO + "/config").path("items");
        JsonNode differences = one.get("/config/differences").path("items");

        assertThat(item(items, "key", "broker.password").path("secret").asBoolean())
                .isTrue();
        assertThat(item(items, "key", "broker.password").path("changed").asBoolean())
                .isTrue();
        assertThat(item(items, "key", "presence.enabled").path("value").asText())
                .isEqualTo("true");
        assertThat(item(differences, "key", "node_name").path("expected").asBoolean())
                .isTrue();
        JsonNode presence = item(differences, "key", "presence.enabled");
        assertThat(presence.path("expected").asBoolean()).isFalse();
        assertThat(presence.path("values").path(ONE).asText()).isEqualTo("false");
        assertThat(item(differences, "key", "limits.max_frame_size")
                        .path("values")
                        .path(ONE)
                        .asText())
                .isEqualTo("128KiB");
        assertThat(item(differences, "key", "broker.password")
                        .path("values")
                        .path(TWO)
                        .asText())
                .isEqualTo("set");
    }

    @Test
    void channels_onBothNodes_areMergedByNameAndByFigure() throws Exception {
        try (WebSocketClient a = cluster.subscribed(0, "merge:both");
                WebSocketClient b = cluster.subscribed(1, "merge:both");
                WebSocketClient c = cluster.subscribed(1, "merge:one")) {
            for (int i = 0; i < 50; i++) {
                a.send("{\"publish\":" + i + ",\"channel\":\"merge:both\"}");
            }
            a.send("ping");

            await().atMost(AdminCluster.PATIENCE).untilAsserted(() -> {
                JsonNode byName = one.get("/channels?prefix=merge:");
                assertThat(texts(byName.path("items"), "name")).containsExactly("merge:both", "merge:one");
                assertThat(byName.path("items").path(0).path("nodes")).hasSize(2);
                assertThat(byName.path("items").path(0).path("subscribers").asInt())
                        .isEqualTo(2);
            });
            JsonNode byFigure = two.get("/channels?prefix=merge:&sort=subscribers&limit=1");
            assertThat(texts(byFigure.path("items"), "name")).containsExactly("merge:both");
            assertThat(texts(
                            two.get("/channels?prefix=merge:&sort=subscribers&limit=1&cursor="
                                            + byFigure.path("next").asText())
                                    .path("items"),
                            "name"))
                    .containsExactly("merge:one");
            await().atMost(AdminCluster.PATIENCE).until(() -> {
                a.send("{\"publish\":1,\"channel\":\"merge:both\"}");
                JsonNode busiest = one.get("/channels?prefix=merge:&sort=rate")
                        .path("items")
                        .path(0);
                return busiest.path("publications_per_second").asDouble() > 0;
            });
            JsonNode tree = one.get("/channels/tree?prefix=merge:").path("items");
            assertThat(texts(tree, "segment")).containsExactly("both", "one");
            assertThat(item(texts(one.get("/channels/tree").path("items"), "segment"), "merge"))
                    .isTrue();
            JsonNode channel = one.get("/channel?name=merge:both").path("channel");
            assertThat(channel.path("subscribers").asInt()).isEqualTo(2);
            assertThat(channel.path("nodes")).hasSize(2);
            assertThat(b.isOpen() && c.isOpen()).isTrue();
        }
    }

    @Test
    void channels_hundredThousandOnTwoNodes_arePagedWholeAndOnce() throws Exception {
        WebSocketClient client = WebSocketClient.connect(cluster.gateway(0).port());
        Set<String> expected = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            expected.add("many:" + i);
            client.send("{\"subscribe\":\"many:" + i + "\"}");
        }
        try {
            assertThat(client.send("ping").next()).isEqualTo("pong");
            Set<String> found = new HashSet<>();
            int rows = 0;
            String cursor = "";
            do {
                JsonNode page = two.get("/channels?limit=500&prefix=many:" + cursor);
                assertThat(page.path("total").asLong()).isEqualTo(100_000);
                rows += page.path("items").size();
                found.addAll(texts(page.path("items"), "name"));
                cursor = page.path("next").isNull()
                        ? ""
                        : "&cursor=" + page.path("next").asText();
            } while (!cursor.isEmpty());

            assertThat(rows).isEqualTo(100_000);
            assertThat(found).isEqualTo(expected);
            assertThat(two.refused(413, "/channels/tree?prefix=many:")
                            .path("code")
                            .asInt())
                    .isEqualTo(716);
            assertThat(client.send("ping").next()).isEqualTo("pong");
        } finally {
            client.close();
        }
    }

    @Test
    void disconnect_aClientOfTheOtherNode_closesItsSocket() throws Exception {
        WebSocketClient gone = cluster.subscribed(1, "away");
        WebSocketClient other = cluster.subscribed(1, "stays");
        JsonNode row = one.get("/clients?channel=away").path("items").path(0);
        assertThat(row.path("node").asText()).isEqualTo(TWO);
        assertThat(row.path("transport").asText()).isEqualTo("websocket");
        assertThat(row.path("address").asText()).startsWith("127.0.0.1:");
        String client = "/nodes/" + TWO + "/clients/" + row.path("id").asText();
        assertThat(one.get(client).path("client").path("channels").toString()).isEqualTo("[\"away\"]");

        JsonNode answer = one.post(
                "/disconnect",
                "{\"clients\":[{\"node\":\"" + TWO + "\",\"id\":\""
                        + row.path("id").asText() + "\"},{\"node\":\"" + TWO
                        + "\",\"id\":\"former.1\"}],\"reconnect\":false}");

        assertThat(gone.closeCode()).isEqualTo(4509);
        assertThat(answer.path("disconnected").asInt()).isEqualTo(1);
        assertThat(answer.path("gone").asInt()).isEqualTo(1);
        await().atMost(AdminCluster.PATIENCE)
                .until(() -> one.send("GET", client, "").statusCode() == 404);
        assertThat(other.isOpen()).isTrue();
        JsonNode event =
                two.get("/events?type=action&node=" + TWO).path("items").path(0);
        assertThat(event.path("operator").asText()).isEqualTo("tester");
        assertThat(event.path("text").asText())
                .contains(row.path("id").asText())
                .endsWith(", for good");
        assertThat(event.path("said").path("kind").asText()).isEqualTo("act_for_good");
        assertThat(event.path("said").path("values").path("act").path("values").path("clients"))
                .extracting(JsonNode::asText)
                .contains(row.path("id").asText());
        assertThat(event.path("from").asText()).startsWith("127.0.0.1:");
        other.close();
    }

    @Test
    void disconnect_allOfAChannel_countsFirstAndClosesThemOnBothNodes() throws Exception {
        List<WebSocketClient> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            clients.add(cluster.subscribed(i % 2, "crowd"));
        }
        assertThat(one.post("/disconnect", "{\"channel\":\"crowd\",\"dry_run\":true}")
                        .path("disconnected")
                        .asInt())
                .isEqualTo(4);
        assertThat(clients).allMatch(WebSocketClient::isOpen);

        one.post("/disconnect", "{\"channel\":\"crowd\"}");

        assertThat(clients).allSatisfy(client -> assertThat(client.closeCode()).isEqualTo(4009));
    }

    @Test
    void clients_manyOnTwoNodes_arePagedOnceInEveryOrder() throws Exception {
        List<WebSocketClient> clients = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            clients.add(cluster.subscribed(i % 2, "paged"));
        }
        for (String sort : List.of("backlog", "age", "newest", "user", "in", "out", "subscriptions")) {
            Set<String> ids = new HashSet<>();
            String cursor = "";
            int pages = 0;
            do {
                JsonNode page = one.get("/clients?channel=paged&limit=7&sort=" + sort + cursor);
                assertThat(page.path("total").asInt()).isEqualTo(30);
                page.path("items").forEach(row -> ids.add(row.path("node") + " " + row.path("id")));
                cursor = page.path("next").isNull()
                        ? ""
                        : "&cursor=" + page.path("next").asText();
                pages++;
            } while (!cursor.isEmpty());
            assertThat(ids).as(sort).hasSize(30);
            assertThat(pages).as(sort).isEqualTo(5);
        }
        clients.forEach(WebSocketClient::close);
    }

    @Test
    void publish_fromTheOtherNode_reachesSubscribersAsTheServers() throws Exception {
        try (WebSocketClient client = cluster.subscribed(1, "said")) {
            await().atMost(AdminCluster.PATIENCE).untilAsserted(() -> {
                one.post("/publish", "{\"channel\":\"said\",\"message\":{\"text\":\"hello\"}}");
                assertThat(client.rest()).anyMatch(text -> text.contains("\"hello\"") && text.contains("from_server"));
            });
        }
        assertThat(one.refused(400, "POST", "/publish", "{\"channel\":\"said\"}")
                        .path("code")
                        .asInt())
                .isEqualTo(707);
    }

    @Test
    void loggers_forAWhile_areChangedAndChangedBack() {
        JsonNode changed = one.post(
                "/nodes/" + TWO + "/loggers",
                "{\"logger\":\"org.carotene.some\",\"level\":\"DEBUG\",\"for_ms\":60000}");
        assertThat(changed.path("items").path(0).path("logger").asText()).isEqualTo("org.carotene.some");

        JsonNode ended = one.post("/nodes/" + TWO + "/loggers", "{\"logger\":\"org.carotene.some\",\"level\":null}");

        assertThat(ended.path("items")).isEmpty();
        assertThat(one.refused(400, "POST", "/nodes/" + TWO + "/loggers", "{\"logger\":\"a\",\"level\":\"LOUD\"}")
                        .path("code")
                        .asInt())
                .isEqualTo(707);
    }

    /** What another node has found is told as a sentence too, for programs that say it in another language. */
    @Test
    void cancelDrain_whereNothingIsDrained_refusedInWordsAndAsASentence() {
        JsonNode refused = one.refused(409, "POST", "/nodes/" + TWO + "/drain/cancel", "{}");

        assertThat(refused.path("error").asText()).endsWith(TWO + " is not being drained");
        assertThat(refused.path("detail").path("kind").asText()).isEqualTo("not_drained");
        assertThat(refused.path("detail").path("values").path("node").asText()).isEqualTo(TWO);
        assertThat(refused.path("detail").path("text").asText()).isEqualTo(TWO + " is not being drained");
    }

    @Test
    void loggers_whatWritesTokensOrHidesActions_isRefusedAndNotReachedByItsParents() {
        String loggers = "/nodes/" + TWO + "/loggers";
        assertThat(one.refused(400, "POST", loggers, "{\"logger\":\"org.eclipse.jetty.server\",\"level\":\"DEBUG\"}")
                        .path("error")
                        .asText())
                .contains("which writes tokens");
        assertThat(one.refused(400, "POST", loggers, "{\"logger\":\"" + LogLevels.AUDIT + "\",\"level\":\"OFF\"}")
                        .path("error")
                        .asText())
                .contains("which would hide what operators do");

        one.post(loggers, "{\"logger\":\"org\",\"level\":\"TRACE\",\"for_ms\":2000}");
        assertThat(LoggerFactory.getLogger("org.eclipse.jetty.server").isDebugEnabled())
                .isFalse();
        one.post(loggers, "{\"logger\":\"org\",\"level\":\"OFF\",\"for_ms\":2000}");
        boolean said = LoggerFactory.getLogger(LogLevels.AUDIT).isInfoEnabled();
        one.post(loggers, "{\"logger\":\"org\",\"level\":null}");
        assertThat(said).isTrue();
        assertThat(one.get("/events?type=action&node=" + TWO).toString()).contains("log org at TRACE for 2000 ms");
    }

    @Test
    void operator_ofAnyScriptAndWithALineBreak_isNamedInOneLine() {
        one.send("POST", "/publish", "{\"channel\":\"said\",\"message\":1}", "%C5%81ukasz%0Aforged");

        assertThat(one.get("/events?type=action&node=" + ONE)
                        .path("items")
                        .path(0)
                        .path("operator")
                        .asText())
                .isEqualTo("Łukasz forged");
    }

    @Test
    void feed_whatCannotBeRead_isRefusedAndTheFeedLives() throws Exception {
        try (WebSocketClient feed = one.feed()) {
            for (String topic : List.of(
                    "\"topic\":\"events\",\"since\":\"yesterday\"",
                    "\"topic\":\"page\",\"path\":\"/channel?name=%zz\"",
                    "\"topic\":\"page\",\"path\":\"/nodes/%zz\"")) {
                feed.send("{\"type\":\"subscribe\",\"id\":\"x\"," + topic + "}");
                assertThat(awaitMessage(feed, message -> message.has("code"))
                                .path("code")
                                .asInt())
                        .as(topic)
                        .isEqualTo(704);
            }
            // A topic that is refused when it is asked gives its place back.
            for (int i = 0; i < 20; i++) {
                feed.send("{\"type\":\"subscribe\",\"id\":\"p" + i
                        + "\",\"topic\":\"page\",\"path\":\"/clients?limit=0\"}");
                assertThat(awaitMessage(feed, message -> message.has("code"))
                                .path("code")
                                .asInt())
                        .isEqualTo(704);
            }
        }
    }

    @Test
    void diagnostics_ofTheOtherNode_areAZipWithoutSecrets() throws Exception {
        String all = Zip.text(one.bytes("/nodes/" + TWO + "/diagnostics"));

        assertThat(all).contains("about.json", "threads.txt", "carotene_connections", "\"broker.password\"");
        assertThat(all).doesNotContain(AdminCluster.TOKEN).doesNotContain("the-broker-password");
    }

    @Test
    void refusals_whatIsNotAsExpected_isNamed() {
        assertThat(one.refused(404, "/nothing").path("code").asInt()).isEqualTo(703);
        assertThat(one.refused(400, "/clients?limit=5000").path("error").asText())
                .contains("limit: 5000 (expected: 1..500)");
        assertThat(one.refused(400, "/clients?cursor=x").path("code").asInt()).isEqualTo(704);
        assertThat(one.refused(405, "/publish").path("code").asInt()).isEqualTo(705);
        assertThat(one.send("GET", "/publish", "").headers().firstValue("Allow"))
                .contains("POST");
        assertThat(one.refused(413, "POST", "/publish", " ".repeat(1_100_000))
                        .path("code")
                        .asInt())
                .isEqualTo(706);
        assertThat(one.refused(404, "/nodes/nobody@localhost").path("code").asInt())
                .isEqualTo(708);
        assertThat(new Operator(cluster.gateway(0).adminUrl().orElseThrow(), "another-token-than-that")
                        .refused(401, "/overview")
                        .path("code")
                        .asInt())
                .isEqualTo(701);
    }

    @Test
    void requests_ofTheDocument_areAnsweredByTheirPaths() {
        for (String request : AdminDocument.requests()) {
            String method = request.substring(0, request.indexOf(' '));
            String path = request.substring(request.indexOf(' ') + 1)
                    .replace("{node}", ONE)
                    .replace("{id}", "former.1");
            // An unfit method, so that nothing is done: a path that is not there says that first.
            HttpResponse<byte[]> answer = one.send(method.equals("GET") ? "POST" : "GET", path, "");
            assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                    .as(request)
                    .doesNotContain("\"code\":703");
        }
    }

    @Test
    void feed_topics_areSentOnlyWhenAskedFor() throws Exception {
        try (WebSocketClient feed = one.feed()) {
            feed.send("{\"type\":\"subscribe\",\"id\":\"o\",\"topic\":\"overview\",\"every_ms\":100}");
            assertThat(Operator.tree(feed.next()).path("type").asText()).isEqualTo("subscribed");
            JsonNode data = Operator.tree(feed.next());
            assertThat(data.path("data").path("cluster").path("nodes").asInt()).isEqualTo(2);
            feed.send("{\"type\":\"unsubscribe\",\"id\":\"o\"}");
            feed.send("{\"type\":\"subscribe\",\"id\":\"p\",\"topic\":\"page\",\"path\":\"/clients?limit=1\"}");
            awaitMessage(feed, message -> message.path("id").asText().equals("p") && message.has("data"));
            feed.send("{\"type\":\"subscribe\",\"id\":\"x\",\"topic\":\"page\",\"path\":\"/clients?limit=0\"}");
            JsonNode refusal =
                    awaitMessage(feed, message -> message.path("type").asText().equals("error"));
            assertThat(refusal.path("id").asText()).isEqualTo("x");
            assertThat(refusal.path("code").asInt()).isEqualTo(704);
            feed.send("{\"type\":\"ping\"}");
            awaitMessage(feed, message -> message.path("type").asText().equals("pong"));
            feed.send("nonsense");
            assertThat(feed.closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void tail_publicationsOfBothNodes_areShownAndWhatIsTooMuchIsCounted() throws Exception {
        try (WebSocketClient feed = one.feed();
                WebSocketClient here =
                        WebSocketClient.connect(cluster.gateway(0).port());
                WebSocketClient there =
                        WebSocketClient.connect(cluster.gateway(1).port())) {
            feed.send("{\"type\":\"subscribe\",\"id\":\"t\",\"topic\":\"tail\",\"channels\":[\"tail:a\"],"
                    + "\"patterns\":[\"tail:b*\"],\"every_ms\":1000,\"max_bytes\":64}");
            awaitMessage(feed, message -> message.has("data"));

            here.send("{\"publish\":{\"n\":1},\"channel\":\"tail:a\"}");
            there.send("{\"publish\":\"" + "x".repeat(100) + "\",\"channel\":\"tail:bc\"}");
            here.send("{\"publish\":3,\"channel\":\"tail:c\"}");
            List<JsonNode> items = new ArrayList<>();
            awaitMessage(feed, message -> {
                message.path("data").path("items").forEach(items::add);
                return items.size() >= 2;
            });
            assertThat(items).hasSize(2);
            assertThat(one.get("/events?type=action&node=" + ONE).toString()).contains("tail tail:a, tail:b*");
            JsonNode first = items.stream()
                    .filter(item -> item.path("channel").asText().equals("tail:a"))
                    .findFirst()
                    .orElseThrow();
            assertThat(first.path("message").path("n").asInt()).isEqualTo(1);
            assertThat(first.path("node").asText()).isEqualTo(ONE);
            assertThat(first.path("publisher").path("kind").asText()).isEqualTo("anonymous");
            JsonNode second = items.get(items.indexOf(first) == 0 ? 1 : 0);
            assertThat(second.path("truncated").asBoolean()).isTrue();
            assertThat(second.path("message").isNull()).isTrue();
            assertThat(second.path("text").asText()).hasSize(64);

            for (int i = 0; i < 3_000; i++) {
                there.send("{\"publish\":" + i + ",\"channel\":\"tail:b\"}");
            }
            long[] seen = new long[2];
            awaitMessage(feed, message -> {
                seen[0] += message.path("data").path("items").size();
                seen[1] = message.path("data").path("dropped_total").asLong(seen[1]);
                return seen[0] + seen[1] >= 3_000;
            });
            assertThat(seen[0] + seen[1]).isEqualTo(3_000);
        }
    }

    private static JsonNode awaitMessage(WebSocketClient feed, java.util.function.Predicate<JsonNode> wanted)
            throws InterruptedException {
        while (true) {
            JsonNode message = Operator.tree(feed.next());
            if (wanted.test(message)) {
                return message;
            }
        }
    }

    private static boolean item(List<String> texts, String wanted) {
        return texts.contains(wanted);
    }

    private static JsonNode item(JsonNode items, String field, String value) {
        return IntStream.range(0, items.size())
                .mapToObj(items::path)
                .filter(item -> item.path(field).asText().equals(value))
                .findFirst()
                .orElseThrow(() -> new AssertionError(value + " not in " + items));
    }

    private static List<String> texts(JsonNode items, String field) {
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> item.path(field).asText())
                .toList();
    }
}
