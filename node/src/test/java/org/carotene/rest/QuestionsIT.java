package org.carotene.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.carotene.cluster.Topology;
import org.carotene.metrics.Sentence;
import org.carotene.presence.PresenceUnavailableException;
import org.carotene.presence.TooManyMembersException;
import org.carotene.settings.AddressRange;
import org.carotene.settings.BackendSettings;
import org.carotene.settings.HttpSettings;
import org.carotene.settings.LimitSettings;
import org.carotene.settings.NodeName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Backends and operators ask; who may; and what every answer carries. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class QuestionsIT {

    private RestServer server;

    @BeforeEach
    void start() throws Exception {
        server = new RestServer(HttpSettings.DEFAULTS, LimitSettings.DEFAULTS, subscribedTo("news", "a/b"), List.of());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void presence_members_areListed() throws Exception {
        server.members = CompletableFuture.completedFuture(List.of("u1", "ü\"2"));

        HttpResponse<String> answer = server.get("/api/channels/news/presence");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body()).isEqualTo("[\"u1\",\"ü\\\"2\"]");
    }

    @Test
    void presence_nobody_isAnEmptyList() throws Exception {
        assertThat(server.get("/api/channels/news/presence").body()).isEqualTo("[]");
    }

    @Test
    void fault9_presenceThatTakesItsTime_keepsNobodyElseWaiting() throws Exception {
        CompletableFuture<List<String>> late = new CompletableFuture<>();
        server.members = late;
        CompletableFuture<HttpResponse<String>> asked =
                CompletableFuture.supplyAsync(() -> getUnchecked("/api/channels/news/presence"));

        assertThat(server.publish("/api/channels/news/messages", "hi").statusCode())
                .isEqualTo(204);
        late.complete(List.of("u1"));

        assertThat(asked.get(20, TimeUnit.SECONDS).body()).isEqualTo("[\"u1\"]");
    }

    @Test
    void presence_unavailable_is503() throws Exception {
        server.members = CompletableFuture.failedFuture(
                new PresenceUnavailableException(Sentence.free("presence: no answer within 10 s")));

        HttpResponse<String> answer = server.get("/api/channels/news/presence");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body()).contains("\"code\":302").contains("no answer within 10 s");
    }

    @Test
    void presence_tooManyMembers_isRefusedWithCode() throws Exception {
        server.members = CompletableFuture.<List<String>>failedFuture(new TooManyMembersException(200_000, 100_000))
                .thenApply(members -> members);

        HttpResponse<String> answer = server.get("/api/channels/news/presence");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("\"code\":303").contains("200000 or more (expected: at most 100000");
    }

    @Test
    void presence_bug_is500AndTheNodeServes() throws Exception {
        server.members = CompletableFuture.failedFuture(new IllegalStateException("bug"));

        assertThat(server.get("/api/channels/news/presence").body()).contains("\"code\":699");
        assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/channels", "/api/channels/"})
    void fault8_channels_areTheSubscribedOnes(String path) throws Exception {
        HttpResponse<String> answer = server.get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("[\"news\",\"a/b\"]");
    }

    @ParameterizedTest
    @CsvSource({"news, news", "news/, news", "a%2Fb, a/b"})
    void channel_subscribed_isShown(String path, String name) throws Exception {
        HttpResponse<String> answer = server.get("/api/channels/" + path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"channel\":\"" + name + "\"}");
    }

    @Test
    void channel_other_is404() throws Exception {
        HttpResponse<String> answer = server.get("/api/channels/other");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("\"code\":607");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /api/channels/news/messages, 'POST, OPTIONS'",
        "HEAD,   /api/channels/news/messages, 'POST, OPTIONS'",
        "PUT,    /api/channels/news/messages, 'POST, OPTIONS'",
        "POST,   /api/channels/news/presence, 'GET, HEAD, OPTIONS'",
        "DELETE, /api/channels/news,          'GET, HEAD, OPTIONS'",
        "POST,   /api/channels,               'GET, HEAD, OPTIONS'",
        "POST,   /api/cluster,                'GET, HEAD, OPTIONS'",
        "POST,   /metrics,                    'GET, HEAD, OPTIONS'",
        "POST,   /health/ready,               'GET, HEAD, OPTIONS'",
        "POST,   /,                           'GET, HEAD, OPTIONS'",
    })
    void wrongMethod_is405WithAllow(String method, String path, String allow) throws Exception {
        HttpResponse<String> answer =
                server.send(server.request(path).method(method, HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains(allow);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/channels/news/presence", "/api/channels", "/health/live", "/metrics", "/"})
    void head_isGetWithoutBody(String path) throws Exception {
        HttpResponse<String> answer =
                server.send(server.request(path).method("HEAD", HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValueAsLong("Content-Length").orElse(0))
                .isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/api", "/api/", "/api/channels/a/b/messages", "/x/.."})
    void unknownPath_is404WithoutCors(String path) throws Exception {
        HttpResponse<String> answer = server.get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("\"code\":606");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/channels/news/messages", "/api/channels/x/presence", "/api/channels", "/carotene.js"})
    void options_knownPath_is200AndEmptyWithCors(String path) throws Exception {
        HttpResponse<String> answer =
                server.send(server.request(path).method("OPTIONS", HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().map())
                .containsEntry("access-control-allow-origin", List.of("*"))
                .containsEntry("access-control-allow-methods", List.of("POST, GET, OPTIONS"))
                .containsEntry(
                        "access-control-allow-headers",
                        List.of("Origin, X-Requested-With, Content-Type, Accept, X-Socket-Transport, Connection-id"))
                .containsEntry("access-control-expose-headers", List.of("connection-id"))
                .containsEntry("access-control-max-age", List.of("1000"));
    }

    @Test
    void cors_configuredOrigins_onlyTheseAreNamed() throws Exception {
        HttpSettings http = http(List.of("https://a.example", "https://b.example"), loopback(), true);
        try (RestServer strict = new RestServer(http, LimitSettings.DEFAULTS, BackendSettings.DEFAULTS, List.of())) {
            HttpResponse<String> known =
                    strict.send(strict.request("/api/channels").header("Origin", "https://b.example"));
            HttpResponse<String> unknown =
                    strict.send(strict.request("/api/channels").header("Origin", "https://c.example"));

            assertThat(known.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("https://b.example");
            assertThat(known.headers().firstValue("Vary")).contains("Origin");
            assertThat(unknown.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/channels/news/messages", "/api/cluster/forget-lost"})
    void post_ofAPageWhoseOriginIsNotNamed_isRefused(String path) throws Exception {
        HttpSettings named = http(List.of("*", "https://a.example"), loopback(), true);
        try (RestServer strict = new RestServer(named, LimitSettings.DEFAULTS, BackendSettings.DEFAULTS, List.of())) {
            for (String origin : List.of("https://b.example", "http://127.0.0.1:" + strict.port(), "null")) {
                HttpResponse<String> refused = strict.send(form(strict, path).header("Origin", origin));

                assertThat(refused.statusCode()).as(origin).isEqualTo(403);
                assertThat(refused.body()).contains("\"code\":610");
            }
            assertThat(strict.published).isEmpty();
            assertThat(strict.send(form(strict, path).header("Origin", "https://a.example"))
                            .statusCode())
                    .isEqualTo(204);
            assertThat(strict.send(form(strict, path)).statusCode()).isEqualTo(204);
        }
    }

    private static HttpRequest.Builder form(RestServer server, String path) {
        return server.request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("message=hi"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/channels/news/messages",
                "/api/channels/news/presence",
                "/api/channels",
                "/api/channels/news",
                "/api/cluster"
            })
    void api_fromElsewhere_isRefusedWithTheOriginalsText(String path) throws Exception {
        try (RestServer closed = closedTo(AddressRange.of("10.0.0.0/8"))) {
            HttpResponse<String> answer = closed.get(path);

            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
            assertThat(answer.body())
                    .isEqualTo("You are not authorized to access this endpoint. Check your configuration.");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("*");
        }
    }

    @Test
    void publish_fromElsewhere_reachesNobody() throws Exception {
        try (RestServer closed = closedTo(AddressRange.of("10.0.0.0/8"))) {
            HttpResponse<String> answer = closed.publish("/api/channels/news/messages", "hi");
            HttpResponse<String> lied = closed.send(closed.request("/api/channels")
                    .header("X-Forwarded-For", "10.0.0.1")
                    .header("Forwarded", "for=10.0.0.1"));

            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(closed.published).isEmpty();
            assertThat(lied.statusCode()).isEqualTo(500);
        }
    }

    @Test
    void openPaths_fromElsewhere_answerAndFiguresDoNot() throws Exception {
        try (RestServer closed = closedTo(AddressRange.of("::1"))) {
            assertThat(closed.get("/health/live").statusCode()).isEqualTo(200);
            assertThat(closed.get("/health/ready").statusCode()).isEqualTo(200);
            assertThat(closed.get("/").statusCode()).isEqualTo(200);
            assertThat(closed.get("/carotene.js").statusCode()).isEqualTo(200);
            assertThat(closed.get("/metrics").statusCode()).isEqualTo(403);
        }
    }

    @Test
    void cluster_attached_showsTheNodes() throws Exception {
        Instant since = Instant.parse("2026-01-02T03:04:05Z");
        server.topology = new Topology(
                true, 7, List.of(member("a@localhost", 1, since, true), member("b@localhost", 2, since, false)));

        HttpResponse<String> answer = server.get("/api/cluster");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .startsWith("{\"node\":\"tested@localhost\",\"attached\":true,\"topology\":7,\"nodes\":[{"
                        + "\"name\":\"a@localhost\",\"self\":true,\"id\":\"id-1\",\"order\":1,"
                        + "\"addresses\":[\"127.0.0.1\"],\"version\":\"1.0\",\"since\":\"2026-01-02T03:04:05Z\"},")
                .contains("\"name\":\"b@localhost\",\"self\":false");
    }

    @Test
    void cluster_detached_saysSo() throws Exception {
        assertThat(server.get("/api/cluster").body())
                .isEqualTo(
                        "{\"node\":\"tested@localhost\",\"attached\":false,\"topology\":0,\"nodes\":[],\"outside\":[],\"lost\":[],"
                                + "\"deaf\":[],\"minority\":false,\"refuses_publications\":false}");
    }

    @Test
    void forgetLost_posted_isDone() throws Exception {
        assertThat(server.form("/api/cluster/forget-lost", "").statusCode()).isEqualTo(204);
        assertThat(server.get("/api/cluster/forget-lost").statusCode()).isEqualTo(405);
    }

    @Test
    void health_readyAndNot_liveEither() throws Exception {
        assertThat(server.get("/health/ready").body()).isEqualTo("{\"status\":\"ok\"}");

        server.obstacle = Optional.of("away from the cluster");

        HttpResponse<String> ready = server.get("/health/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).isEqualTo("{\"status\":\"unavailable\",\"reason\":\"away from the cluster\"}");
        assertThat(ready.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void metrics_prometheusText_showsRequests() throws Exception {
        server.metrics.gauge("carotene_tested", "A figure of this test", () -> 17);
        server.get("/api/channels/other");

        HttpResponse<String> answer = server.get("/metrics");

        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain; version=0.0.4");
        assertThat(answer.body())
                .contains("\ncarotene_tested 17.0\n")
                .contains("carotene_http_requests_total{endpoint=\"channel\",status=\"404\"} 1.0")
                .contains("\njvm_memory_used_bytes{area=\"heap\"}")
                .contains("\nprocess_start_time_seconds ");
    }

    @Test
    void metrics_openMetricsAskedFor_isGiven() throws Exception {
        HttpResponse<String> answer =
                server.send(server.request("/metrics").header("Accept", "application/openmetrics-text; version=1.0.0"));

        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/openmetrics-text");
        assertThat(answer.body()).endsWith("# EOF\n");
    }

    private HttpResponse<String> getUnchecked(String path) {
        try {
            return server.get(path);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static RestServer closedTo(AddressRange onlyFrom) throws Exception {
        return new RestServer(
                http(List.of("*"), List.of(onlyFrom), true),
                LimitSettings.DEFAULTS,
                BackendSettings.DEFAULTS,
                List.of());
    }

    private static Topology.Member member(String name, long order, Instant since, boolean self) {
        return new Topology.Member(new NodeName(name), "id-" + order, order, List.of("127.0.0.1"), "1.0", since, self);
    }

    private static List<AddressRange> loopback() {
        return HttpSettings.DEFAULTS.restrictApiAccessTo();
    }

    static HttpSettings http(List<String> origins, List<AddressRange> api, boolean demoPage) {
        HttpSettings some = HttpSettings.DEFAULTS;
        return new HttpSettings(
                some.address(),
                0,
                some.tls(),
                origins,
                api,
                some.acceptBacklog(),
                some.maxHeaderBytes(),
                some.lanes(),
                some.ioUring(),
                demoPage,
                some.compression());
    }

    private static BackendSettings subscribedTo(String... channels) {
        BackendSettings some = BackendSettings.DEFAULTS;
        return new BackendSettings(
                some.authenticateUrl(),
                some.subscribeUrl(),
                List.of(channels),
                some.connectTimeout(),
                some.answerTimeout(),
                some.maxConcurrent(),
                some.maxWaiting(),
                some.subscribeQueueBytes());
    }
}
