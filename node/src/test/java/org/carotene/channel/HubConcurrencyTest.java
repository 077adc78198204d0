package org.carotene.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Subscribers that come and go on several lanes while somebody publishes. */
@Timeout(60)
class HubConcurrencyTest {

    private static final int LANES = 3;
    private static final int CHANNELS = 3;
    private static final int STEPS_PER_LANE = 100_000;
    private static final int STEPS_AT_A_TIME = 5;
    private static final int PUBLICATIONS = 10_000;

    private final List<ThreadLane> lanes =
            IntStream.range(0, LANES).mapToObj(ThreadLane::new).toList();
    private final AlternatingBus bus = new AlternatingBus();
    private final Hub hub = new Hub(lanes, bus, List.of());

    @AfterEach
    void stopLanes() throws InterruptedException {
        for (ThreadLane lane : lanes) {
            lane.stop();
        }
    }

    @Test
    void comingAndGoing_onSeveralLanes_losesNoSubscriberAndAnnouncesInOrder() throws Exception {
        CompletableFuture<Void> publisher = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < PUBLICATIONS; i++) {
                publishOnAll("noise");
            }
        });

        List<CompletableFuture<List<Subscription>>> stayed =
                lanes.stream().map(this::comeAndGo).toList();
        List<List<Subscription>> left = new ArrayList<>();
        for (CompletableFuture<List<Subscription>> future : stayed) {
            left.add(future.get(50, TimeUnit.SECONDS));
        }
        publisher.get(60, TimeUnit.SECONDS);
        publishOnAll("last");
        for (int i = 0; i < LANES; i++) {
            List<Subscription> subscriptions = left.get(i);
            List<List<String>> received =
                    on(lanes.get(i), () -> received(subscriptions)).get(60, TimeUnit.SECONDS);
            assertThat(received)
                    .isNotEmpty()
                    .allSatisfy(
                            payloads -> assertThat(payloads).endsWith("last").containsOnlyOnce("last"));
            on(lanes.get(i), () -> {
                        subscriptions.forEach(hub::unsubscribe);
                        return true;
                    })
                    .get(60, TimeUnit.SECONDS);
        }

        assertThat(hub.channelCount()).isZero();
        assertThat(bus.faults).isEmpty();
        assertThat(bus.interested)
                .allSatisfy((channel, interested) -> assertThat(interested).isFalse());
        assertThat(bus.interested).hasSize(CHANNELS);
    }

    @Test
    void staying_whileOthersComeAndGo_receivesEverythingInOrder() throws Exception {
        TestSubscriber stayer = TestSubscriber.on(lanes.get(0));
        on(lanes.get(0), () -> hub.subscribe(channel(0), stayer)).get(60, TimeUnit.SECONDS);
        List<CompletableFuture<List<Subscription>>> others =
                lanes.stream().map(this::comeAndGo).toList();
        List<String> expected = new ArrayList<>();

        for (int i = 0; i < PUBLICATIONS; i++) {
            hub.publish(new Publication(channel(0), Json.of("" + i), Publisher.ANONYMOUS));
            expected.add("" + i);
        }
        for (CompletableFuture<List<Subscription>> other : others) {
            other.get(50, TimeUnit.SECONDS);
        }

        List<String> received =
                on(lanes.get(0), () -> List.copyOf(stayer.received())).get(60, TimeUnit.SECONDS);
        assertThat(received).isEqualTo(expected);
    }

    /** Random subscriptions on a lane, some of which stay; a few steps at a time, so that deliveries come in between. */
    private CompletableFuture<List<Subscription>> comeAndGo(ThreadLane lane) {
        CompletableFuture<List<Subscription>> stayed = new CompletableFuture<>();
        lane.execute(() -> comeAndGo(lane, STEPS_PER_LANE, new Random(lane.index()), new ArrayList<>(), stayed));
        return stayed;
    }

    private void comeAndGo(
            ThreadLane lane,
            int steps,
            Random random,
            List<Subscription> subscriptions,
            CompletableFuture<List<Subscription>> stayed) {
        for (int i = 0; i < STEPS_AT_A_TIME; i++) {
            // Mostly few, so that first and last subscribers are frequent.
            if (subscriptions.isEmpty() || (subscriptions.size() < 3 && random.nextBoolean())) {
                subscriptions.add(hub.subscribe(channel(random.nextInt(CHANNELS)), TestSubscriber.on(lane)));
            } else {
                hub.unsubscribe(subscriptions.remove(random.nextInt(subscriptions.size())));
            }
        }
        if (steps > 0) {
            lane.execute(() -> comeAndGo(lane, steps - STEPS_AT_A_TIME, random, subscriptions, stayed));
        } else {
            IntStream.range(0, CHANNELS)
                    .forEach(i -> subscriptions.add(hub.subscribe(channel(i), TestSubscriber.on(lane))));
            stayed.complete(subscriptions);
        }
    }

    private static List<List<String>> received(List<Subscription> subscriptions) {
        return subscriptions.stream()
                .map(subscription -> List.copyOf(((TestSubscriber) subscription.subscriber()).received()))
                .toList();
    }

    private void publishOnAll(String payload) {
        for (int i = 0; i < CHANNELS; i++) {
            hub.publish(new Publication(channel(i), Json.of(payload), Publisher.ANONYMOUS));
        }
    }

    private static ChannelName channel(int number) {
        return new ChannelName("c" + number);
    }

    private static <T> CompletableFuture<T> on(ThreadLane lane, Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, lane::execute);
    }

    /** Knows what it was told last about each channel, and writes down what does not fit. */
    private static final class AlternatingBus implements ClusterBus {

        private final Map<ChannelName, Boolean> interested = new ConcurrentHashMap<>();
        private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();

        @Override
        public Published broadcast(Publication publication) {
            return Published.ACCEPTED;
        }

        @Override
        public void interested(ChannelName channel) {
            if (Boolean.TRUE.equals(interested.put(channel, true))) {
                faults.add("interested twice: " + channel);
            }
        }

        @Override
        public void uninterested(ChannelName channel) {
            if (!Boolean.TRUE.equals(interested.put(channel, false))) {
                faults.add("uninterested twice: " + channel);
            }
        }
    }
}
