package org.carotene.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.carotene.backend.PlainFormat.publication;
import static org.carotene.backend.PlainFormat.text;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.carotene.channel.ChannelName;
import org.carotene.channel.ClusterBus;
import org.carotene.channel.Hub;
import org.carotene.channel.Publication;
import org.carotene.channel.Published;
import org.carotene.metrics.Metrics;
import org.carotene.settings.BackendSettings;
import org.carotene.testing.FreePorts;
import org.carotene.testing.LocalBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What reaches the backend's subscribe URL, and what becomes of what does not. */
@Timeout(60)
final class BackendSubscriptionIT {

    private static final Backoff QUICK = new Backoff(Duration.ofMillis(5), Duration.ofMillis(20));

    private final Metrics metrics = new Metrics();
    private final ExecutorService pool = Executors.newFixedThreadPool(4);

    @AfterEach
    void stopPool() {
        pool.shutdownNow();
    }

    @Test
    void published_onSubscribedChannels_isPostedAsFormInOrder() throws Exception {
        try (LocalBackend backend = LocalBackend.answering(204, "")) {
            BackendSubscription tap = tap(new BackendSettingsOf().subscribing(backend.url(), "a", "möhre & co"));

            tap.published(publication("a", "\"1+1=2&x\""));
            tap.published(publication("other", "2"));
            for (int i = 0; i < 200; i++) {
                tap.published(publication("möhre & co", Integer.toString(i)));
            }

            awaitDelivered(201);
            assertThat(messages(backend, "a"::equals)).containsExactly(text("a", "\"1+1=2&x\""));
            assertThat(messages(backend, "möhre & co"::equals))
                    .isEqualTo(IntStream.range(0, 200)
                            .mapToObj(i -> text("möhre & co", Integer.toString(i)))
                            .toList());
            assertThat(backend.requests().get(0).contentType()).isEqualTo("application/x-www-form-urlencoded");
            assertThat(backend.requests()).hasSize(201);
        }
    }

    @Test
    void published_oneChannelHangs_othersGoOn() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (LocalBackend backend = new LocalBackend(form -> {
            if ("slow".equals(form.get("channel"))) {
                release.await();
            }
            return LocalBackend.Reply.of(200, "");
        })) {
            BackendSubscription tap = tap(new BackendSettingsOf().subscribing(backend.url(), "slow", "quick"));
            tap.published(publication("slow", "1"));
            tap.published(publication("slow", "2"));

            for (int i = 0; i < 50; i++) {
                tap.published(publication("quick", Integer.toString(i)));
            }

            awaitDelivered(50);
            assertThat(messages(backend, "slow"::equals)).hasSize(1);
            release.countDown();
            awaitDelivered(52);
        }
    }

    @Test
    void published_backendIsBusy_isTriedAgainInOrder() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (LocalBackend backend =
                new LocalBackend(form -> LocalBackend.Reply.of(asked.incrementAndGet() % 3 == 0 ? 200 : 500, ""))) {
            BackendSubscription tap = tap(new BackendSettingsOf().subscribing(backend.url(), "c"));

            tap.published(publication("c", "1"));
            tap.published(publication("c", "2"));

            awaitDelivered(2);
            assertThat(backend.received("message"))
                    .containsExactly(
                            text("c", "1"),
                            text("c", "1"),
                            text("c", "1"),
                            text("c", "2"),
                            text("c", "2"),
                            text("c", "2"));
        }
    }

    @Test
    void published_backendNeverTakesIt_isGivenUpAndCounted() throws Exception {
        try (LocalBackend backend = new LocalBackend(
                form -> LocalBackend.Reply.of(form.get("message").contains("bad") ? 500 : 200, ""))) {
            BackendSubscription tap = tap(new BackendSettingsOf().subscribing(backend.url(), "c"));

            tap.published(publication("c", "\"bad\""));
            tap.published(publication("c", "\"good\""));

            awaitDelivered(1);
            assertThat(backend.requests()).hasSize(BackendSubscription.MAX_ATTEMPTS + 1);
            assertThat(Figures.sample(metrics, "carotene_subscribe_url_failed_total"))
                    .isEqualTo(1);
        }
    }

    @Test
    void published_backendRefuses_isNotTriedAgain() throws Exception {
        try (LocalBackend backend = LocalBackend.answering(404, "")) {
            BackendSubscription tap = tap(new BackendSettingsOf().subscribing(backend.url(), "c"));

            tap.published(publication("c", "1"));

            await().until(() -> Figures.sample(metrics, "carotene_subscribe_url_failed_total") == 1);
            assertThat(backend.requests()).hasSize(1);
        }
    }

    @Test
    void published_backendGoesAndComesBack_waitsBehindTheOpenCircuit() throws Exception {
        LocalBackend first = new LocalBackend(FreePorts.next(), form -> LocalBackend.Reply.of(200, ""));
        BackendSettings settings =
                new BackendSettingsOf().subscribing(first.url(), "c").settings();
        BackendClient client = new BackendClient(settings, pool, metrics, new CircuitRule(2, Duration.ofMillis(300)));
        BackendSubscription tap =
                new BackendSubscription(settings, first.url(), new PlainFormat(), client, metrics, QUICK);
        first.close();

        for (int i = 0; i < 100; i++) {
            tap.published(publication("c", Integer.toString(i)));
        }
        await().until(() -> Figures.sample(metrics, "carotene_backend_open_circuits{callback=\"subscribe\"}") == 1);

        try (LocalBackend second = new LocalBackend(first.port(), form -> LocalBackend.Reply.of(200, ""))) {
            awaitDelivered(100);
            assertThat(second.requests()).hasSize(100);
            assertThat(Figures.sample(metrics, "carotene_subscribe_url_failed_total"))
                    .isZero();
        }
    }

    @Test
    void published_executorHasTooMuchToDoForAWhile_goesOnLater() throws Exception {
        try (LocalBackend backend = LocalBackend.answering(200, "")) {
            BackendSettings settings =
                    new BackendSettingsOf().subscribing(backend.url(), "c").settings();
            AtomicInteger refusals = new AtomicInteger();
            Executor busy = task -> {
                if (refusals.getAndIncrement() < 3) {
                    throw new RejectedExecutionException("busy");
                }
                pool.execute(task);
            };
            BackendSubscription tap = new BackendSubscription(
                    settings,
                    backend.url(),
                    new PlainFormat(),
                    new BackendClient(settings, busy, metrics),
                    metrics,
                    QUICK);

            tap.published(publication("c", "1"));
            tap.published(publication("c", "2"));

            awaitDelivered(2);
            assertThat(backend.received("message")).containsExactly(text("c", "1"), text("c", "2"));
        }
    }

    @Test
    void published_moreThanMayWait_oldestOfTheFullestChannelGo() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        int cost = text("x", "100").length() + BackendSubscription.OVERHEAD_BYTES;
        try (LocalBackend backend = new LocalBackend(form -> {
            release.await();
            return LocalBackend.Reply.of(200, "");
        })) {
            BackendSubscription tap = tap(
                    new BackendSettingsOf().subscribing(backend.url(), "a", "b").queueBytes(10 * cost));
            tap.published(publication("a", "100"));
            tap.published(publication("b", "100"));
            await().until(() -> backend.requests().size() == 2); // these two wait no longer

            for (int i = 101; i <= 120; i++) {
                tap.published(publication("a", Integer.toString(i)));
            }
            tap.published(publication("b", "101"));

            assertThat(Figures.sample(metrics, "carotene_subscribe_url_dropped_total"))
                    .isEqualTo(11);
            assertThat(Figures.sample(metrics, "carotene_subscribe_url_waiting_bytes"))
                    .isEqualTo(10 * cost);
            release.countDown();
            awaitDelivered(12);
            assertThat(messages(backend, "b"::equals)).containsExactly(text("b", "100"), text("b", "101"));
            assertThat(messages(backend, "a"::equals))
                    .hasSize(10)
                    .startsWith(text("a", "100"), text("a", "112"))
                    .endsWith(text("a", "120"));
        }
    }

    @Test
    void stop_backendAnswers_sendsWhatWaits() throws Exception {
        try (LocalBackend backend = new LocalBackend(form -> {
            Thread.sleep(2);
            return LocalBackend.Reply.of(200, "");
        })) {
            BackendSubscription tap = tap(new BackendSettingsOf().subscribing(backend.url(), "c"));
            for (int i = 0; i < 100; i++) {
                tap.published(publication("c", Integer.toString(i)));
            }

            tap.stop(Duration.ofSeconds(20));

            assertThat(backend.requests()).hasSize(100);
            assertThat(Figures.sample(metrics, "carotene_subscribe_url_dropped_total"))
                    .isZero();
        }
    }

    @Test
    void stop_backendHangs_waitsNoLongerThanItMayAndCountsTheRest() throws Exception {
        try (RawBackend backend = new RawBackend(socket -> Thread.sleep(30_000))) {
            BackendSubscription tap = tap(new BackendSettingsOf().subscribing(backend.url(), "c"));
            for (int i = 0; i < 100; i++) {
                tap.published(publication("c", Integer.toString(i)));
            }
            long start = System.nanoTime();

            tap.stop(Duration.ofMillis(200));
            tap.published(publication("c", "too late"));

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
            assertThat(Figures.sample(metrics, "carotene_subscribe_url_dropped_total"))
                    .isEqualTo(100);
        }
    }

    @Test
    void fault6_manyNodes_onlyTheOneThatReceivedThePublicationPostsIt() throws Exception {
        try (LocalBackend backend = LocalBackend.answering(200, "")) {
            List<Hub> nodes = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                nodes.add(hub(nodes, tapOfAnotherNode(backend.url())));
            }

            for (int i = 0; i < 30; i++) {
                nodes.get(i % 3).publish(publication("c", Integer.toString(i)));
            }

            await().until(() -> backend.requests().size() >= 30);
            await().during(Duration.ofMillis(200))
                    .until(() -> backend.requests().size() == 30);
            assertThat(backend.received("message")).doesNotHaveDuplicates();
        }
    }

    @Test
    void fault9_subscribeUrlHangs_publishingDoesNotWait() throws Exception {
        try (RawBackend backend = new RawBackend(socket -> Thread.sleep(30_000))) {
            Hub hub = hub(List.of(), tap(new BackendSettingsOf().subscribing(backend.url(), "c")));
            long start = System.nanoTime();

            for (int i = 0; i < 10_000; i++) {
                assertThat(hub.publish(publication("c", Integer.toString(i)))).isEqualTo(Published.ACCEPTED);
            }

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
        }
    }

    private BackendSubscription tap(BackendSettingsOf of) {
        BackendSettings settings = of.settings();
        URI url = settings.subscribeUrl().orElseThrow();
        BackendClient client = new BackendClient(settings, pool, metrics);
        return new BackendSubscription(settings, url, new PlainFormat(), client, metrics, QUICK);
    }

    private BackendSubscription tapOfAnotherNode(URI url) {
        BackendSettings settings = new BackendSettingsOf().subscribing(url, "c").settings();
        Metrics own = new Metrics();
        return new BackendSubscription(
                settings, url, new PlainFormat(), new BackendClient(settings, pool, own), own, QUICK);
    }

    private static Hub hub(List<Hub> nodes, BackendSubscription tap) {
        return new Hub(List.of(), new DirectBus(nodes, nodes.size()), List.of(tap));
    }

    private void awaitDelivered(int count) {
        await().until(() -> Figures.sample(metrics, "carotene_subscribe_url_delivered_total") == count);
    }

    private static List<String> messages(LocalBackend backend, Predicate<String> channel) {
        return backend.requests().stream()
                .filter(request -> channel.test(request.form().get("channel")))
                .map(request -> request.form().get("message"))
                .toList();
    }

    /** Hands each publication to the hubs of all other nodes. */
    private record DirectBus(List<Hub> nodes, int self) implements ClusterBus {

        @Override
        public Published broadcast(Publication publication) {
            for (int i = 0; i < nodes.size(); i++) {
                if (i != self) {
                    nodes.get(i).deliver(publication);
                }
            }
            return Published.ACCEPTED;
        }

        @Override
        public void interested(ChannelName channel) {}

        @Override
        public void uninterested(ChannelName channel) {}
    }
}
