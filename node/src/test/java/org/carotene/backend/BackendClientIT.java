package org.carotene.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.carotene.backend.CallOutcome.Answered;
import org.carotene.backend.CallOutcome.Unanswered;
import org.carotene.metrics.Metrics;
import org.carotene.settings.BackendSettings;
import org.carotene.testing.FreePorts;
import org.carotene.testing.LocalBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client against servers on loopback: connections, bounds, circuit. */
@Timeout(60)
final class BackendClientIT {

    private static final byte[] FORM = "a=1".getBytes(StandardCharsets.US_ASCII);

    private final Metrics metrics = new Metrics();
    private final ExecutorService pool = Executors.newFixedThreadPool(4);

    @AfterEach
    void stopPool() {
        pool.shutdownNow();
    }

    @Test
    void post_oneCallAfterTheOther_usesOneConnection() throws Exception {
        try (LocalBackend backend = LocalBackend.answering(200, "{}")) {
            BackendEndpoint endpoint = client(BackendSettings.DEFAULTS).endpoint("test", backend.url());

            for (int i = 0; i < 50; i++) {
                assertThat(get(endpoint.post(FORM).toCompletableFuture())).isInstanceOf(Answered.class);
            }

            assertThat(backend.requests()).hasSize(50);
            assertThat(backend.connections()).isEqualTo(1);
        }
    }

    @Test
    void post_manyAtOnce_neverMoreThanMayRun() throws Exception {
        BackendSettings settings = new BackendSettingsOf().bounds(3, 1_000).settings();
        CountDownLatch three = new CountDownLatch(3);
        CountDownLatch oneTooMany = new CountDownLatch(4);
        try (LocalBackend backend = new LocalBackend(form -> {
            three.countDown();
            oneTooMany.countDown();
            // The first three meet here, and wait a while for one that should not come.
            assertThat(three.await(20, TimeUnit.SECONDS)).isTrue();
            oneTooMany.await(200, TimeUnit.MILLISECONDS);
            return LocalBackend.Reply.of(200, "{}");
        })) {
            BackendEndpoint endpoint = client(settings).endpoint("test", backend.url());

            List<CompletableFuture<CallOutcome>> calls = post(endpoint, 60);

            for (CompletableFuture<CallOutcome> call : calls) {
                assertThat(get(call)).isInstanceOf(Answered.class);
            }
            assertThat(backend.mostAtOnce()).isEqualTo(3);
            assertThat(Figures.sample(metrics, "carotene_backend_calls_total{callback=\"test\"}"))
                    .isEqualTo(60);
            assertThat(Figures.sample(metrics, "carotene_backend_call_duration_seconds_count{callback=\"test\"}"))
                    .isEqualTo(60);
        }
    }

    @Test
    void post_oneUrlHangs_theOtherAnswers() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (LocalBackend slow = new LocalBackend(form -> {
                    release.await();
                    return LocalBackend.Reply.of(200, "{}");
                });
                LocalBackend fast = LocalBackend.answering(200, "{}")) {
            BackendClient client = client(BackendSettings.DEFAULTS);
            List<CompletableFuture<CallOutcome>> hanging = post(client.endpoint("slow", slow.url()), 500);

            List<CompletableFuture<CallOutcome>> quick = post(client.endpoint("fast", fast.url()), 100);

            for (CompletableFuture<CallOutcome> call : quick) {
                assertThat(get(call)).isInstanceOf(Answered.class);
            }
            assertThat(hanging).noneMatch(CompletableFuture::isDone);
            release.countDown();
            for (CompletableFuture<CallOutcome> call : hanging) {
                assertThat(get(call)).isInstanceOf(Answered.class);
            }
        }
    }

    @Test
    void endpoint_sameUrlTwice_isTheSame() {
        BackendClient client = client(BackendSettings.DEFAULTS);
        URI url = URI.create("http://127.0.0.1:1/");

        assertThat(client.endpoint("publish_authorization", url))
                .isSameAs(client.endpoint("subscribe_authorization", url));
    }

    @Test
    void post_keptConnectionHasBeenClosed_isTriedOnceMore() throws Exception {
        byte[] answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".getBytes(StandardCharsets.US_ASCII);
        // One answer, then it closes when the next request comes: what a keep-alive time-out looks like when it is
        // late.
        RawBackend.Connection oneAnswer = socket -> {
            readRequest(socket.getInputStream());
            socket.getOutputStream().write(answer);
            readRequest(socket.getInputStream());
        };
        try (RawBackend backend = new RawBackend(oneAnswer)) {
            BackendEndpoint endpoint = client(BackendSettings.DEFAULTS).endpoint("test", backend.url());

            for (int i = 0; i < 5; i++) {
                assertThat(get(endpoint.post(FORM).toCompletableFuture())).isInstanceOf(Answered.class);
            }

            assertThat(backend.accepted()).isEqualTo(5);
        }
    }

    @Test
    void post_redirect_isNotFollowed() throws Exception {
        try (LocalBackend backend = LocalBackend.answering(302, "")) {
            BackendEndpoint endpoint = client(BackendSettings.DEFAULTS).endpoint("test", backend.url());

            assertThat(get(endpoint.post(FORM).toCompletableFuture()))
                    .isInstanceOfSatisfying(
                            Answered.class,
                            answer -> assertThat(answer.status()).isEqualTo(302));
        }
    }

    @Test
    void post_backendGoesAndComesBack_circuitOpensAndCloses() throws Exception {
        CircuitRule rule = new CircuitRule(5, Duration.ofMillis(500));
        BackendClient client = new BackendClient(BackendSettings.DEFAULTS, pool, metrics, rule);
        LocalBackend first = new LocalBackend(FreePorts.next(), form -> LocalBackend.Reply.of(200, "{}"));
        BackendEndpoint endpoint = client.endpoint("test", first.url());
        assertThat(get(endpoint.post(FORM).toCompletableFuture())).isInstanceOf(Answered.class);

        first.close();
        await().pollInterval(Duration.ofMillis(10))
                .until(() -> get(endpoint.post(FORM).toCompletableFuture()) == Unanswered.UNAVAILABLE);
        assertThat(Figures.sample(metrics, "carotene_backend_failures_total{callback=\"test\"}"))
                .isBetween(5.0, 6.0);

        try (LocalBackend second = new LocalBackend(first.port(), form -> LocalBackend.Reply.of(200, "{}"))) {
            await().until(() -> get(endpoint.post(FORM).toCompletableFuture()) instanceof Answered);
            assertThat(Figures.sample(metrics, "carotene_backend_open_circuits{callback=\"test\"}"))
                    .isZero();
            assertThat(second.requests()).isNotEmpty();
        }
    }

    @Test
    void post_afterTheNodeHasStopped_isBroken() throws Exception {
        try (LocalBackend backend = LocalBackend.answering(200, "{}")) {
            BackendEndpoint endpoint = client(BackendSettings.DEFAULTS).endpoint("test", backend.url());
            pool.shutdownNow();

            assertThat(get(endpoint.post(FORM).toCompletableFuture())).isEqualTo(Unanswered.BROKEN);
        }
    }

    private BackendClient client(BackendSettings settings) {
        return new BackendClient(settings, pool, metrics);
    }

    private static List<CompletableFuture<CallOutcome>> post(BackendEndpoint endpoint, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> endpoint.post(FORM).toCompletableFuture())
                .toList();
    }

    private static CallOutcome get(CompletableFuture<CallOutcome> call) throws Exception {
        return call.get(20, TimeUnit.SECONDS);
    }

    private static void readRequest(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\na=1") < 0) {
            int each = in.read();
            if (each < 0) {
                throw new EOFException();
            }
            text.append((char) each);
        }
    }
}
