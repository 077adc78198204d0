package org.carotene.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HubTest {

    private static final ChannelName C = new ChannelName("c");

    private final ManualLane one = new ManualLane(0);
    private final ManualLane two = new ManualLane(1);
    private final RecordingBus bus = new RecordingBus();
    private final List<String> tapped = new ArrayList<>();
    private final Hub hub = new Hub(
            List.of(one, two),
            bus,
            List.of(publication -> tapped.add(publication.payload().toString())));

    @Test
    void tap_whileItIsThere_getsWhatIsPublishedAndNothingAfterwards() {
        List<Publication> seen = new ArrayList<>();
        PublicationTap tap = seen::add;
        Publication first = new Publication(new ChannelName("c"), Json.of("1"), Publisher.SERVER);

        hub.tap(tap);
        hub.publish(first);
        hub.untap(tap);
        hub.publish(new Publication(new ChannelName("c"), Json.of("2"), Publisher.SERVER));

        assertThat(seen).containsExactly(first);
    }

    @Test
    void subscribe_firstAndLastOfAChannel_areAnnounced() {
        Subscription first = hub.subscribe(C, TestSubscriber.on(one));
        Subscription second = hub.subscribe(C, TestSubscriber.on(two));
        assertThat(bus.told()).containsExactly("+c");
        hub.unsubscribe(first);
        assertThat(bus.told()).containsExactly("+c");
        hub.unsubscribe(second);

        assertThat(bus.told()).containsExactly("+c", "-c");
        assertThat(hub.channels()).isEmpty();
    }

    @Test
    void publish_reachesSubscribersOnAllLanesTheBusAndTheTaps() {
        TestSubscriber here = TestSubscriber.on(one);
        TestSubscriber there = TestSubscriber.on(two);
        TestSubscriber elsewhere = TestSubscriber.on(two);
        hub.subscribe(C, here);
        hub.subscribe(C, there);
        hub.subscribe(new ChannelName("d"), elsewhere);

        Published published = hub.publish(publication("1"));
        rounds();

        assertThat(published).isEqualTo(Published.ACCEPTED);
        assertThat(here.received()).containsExactly("1");
        assertThat(there.received()).containsExactly("1");
        assertThat(elsewhere.received()).isEmpty();
        assertThat(bus.broadcast()).hasSize(1);
        assertThat(tapped).containsExactly("1");
    }

    @Test
    void publish_withoutSubscribers_goesToTheBus() {
        assertThat(hub.publish(publication("1"))).isEqualTo(Published.ACCEPTED);

        assertThat(bus.broadcast()).hasSize(1);
        assertThat(hub.channelCount()).isZero();
    }

    @Test
    void publish_oneLaneFull_reachesNobody() {
        TestSubscriber here = TestSubscriber.on(one);
        hub.subscribe(C, here);
        hub.subscribe(C, TestSubscriber.on(two));
        two.fill();

        assertThat(hub.publish(publication("1"))).isEqualTo(Published.OVERLOADED);
        rounds();

        assertThat(here.received()).isEmpty();
        assertThat(bus.broadcast()).isEmpty();
        assertThat(tapped).isEmpty();
    }

    @Test
    void publish_fullLaneWithoutSubscribers_doesNotMatter() {
        TestSubscriber here = TestSubscriber.on(one);
        hub.subscribe(C, here);
        hub.unsubscribe(hub.subscribe(C, TestSubscriber.on(two)));
        two.fill();

        assertThat(hub.publish(publication("1"))).isEqualTo(Published.ACCEPTED);
    }

    @Test
    void publish_detached_reachesNobody() {
        TestSubscriber here = TestSubscriber.on(one);
        hub.subscribe(C, here);
        bus.detach();

        assertThat(hub.publish(publication("1"))).isEqualTo(Published.DETACHED);
        rounds();

        assertThat(here.received()).isEmpty();
        assertThat(tapped).isEmpty();
    }

    @Test
    void publish_inAMinorityThatRefuses_reachesNobody() {
        TestSubscriber here = TestSubscriber.on(one);
        hub.subscribe(C, here);
        bus.answer(Published.MINORITY);

        assertThat(hub.publish(publication("1"))).isEqualTo(Published.MINORITY);
        rounds();

        assertThat(here.received()).isEmpty();
        assertThat(tapped).isEmpty();
    }

    @Test
    void deliver_fromElsewhere_reachesSubscribersAndNotTheBus() {
        TestSubscriber here = TestSubscriber.on(one);
        hub.subscribe(C, here);

        hub.deliver(publication("1"));
        rounds();

        assertThat(here.received()).containsExactly("1");
        assertThat(bus.broadcast()).isEmpty();
        assertThat(tapped).isEmpty();
    }

    @Test
    void deliver_toAFullLane_dropsAndCounts() {
        TestSubscriber here = TestSubscriber.on(one);
        hub.subscribe(C, here);
        one.fill();

        hub.deliver(publication("1"));
        rounds();

        assertThat(here.received()).isEmpty();
        assertThat(hub.dropped()).isEqualTo(1);
    }

    @Test
    void whenRoom_fullLane_runsOnThePublishersLaneAfterwards() {
        hub.subscribe(C, TestSubscriber.on(two));
        two.fill();
        List<String> ran = new ArrayList<>();

        hub.whenRoom(C, one, () -> ran.add("task"));
        one.runTasks();
        assertThat(ran).isEmpty();
        two.makeRoom();
        assertThat(ran).isEmpty();
        one.runTasks();

        assertThat(ran).containsExactly("task");
    }

    @Test
    void whenRoom_nothingFull_runsAtOnce() {
        List<String> ran = new ArrayList<>();

        hub.whenRoom(C, one, () -> ran.add("task"));
        one.runTasks();

        assertThat(ran).containsExactly("task");
    }

    @Test
    void users_overAllLanes_areDistinctAndSorted() {
        hub.subscribe(C, TestSubscriber.on(one).as("b"));
        hub.subscribe(C, TestSubscriber.on(two).as("b"));
        hub.subscribe(C, TestSubscriber.on(two).as("a"));
        hub.subscribe(C, TestSubscriber.on(two));

        List<Runnable> elsewhere = new ArrayList<>();
        CompletableFuture<Set<String>> users = hub.users(C, elsewhere::add).toCompletableFuture();
        one.runTasks();
        two.runTasks();
        assertThat(users).as("put together on no lane").isNotDone();
        elsewhere.forEach(Runnable::run);

        assertThat(users.join()).containsExactly("a", "b");
        assertThat(hub.users(new ChannelName("d"), elsewhere::add).toCompletableFuture())
                .isCompletedWithValue(Set.of());
    }

    @Test
    void users_ofALargeChannel_takeTheLaneSomeHundredsAtATimeAndLoseNobodyWhoStays() {
        List<Subscription> subscriptions = IntStream.range(0, 1_000)
                .mapToObj(i -> hub.subscribe(C, TestSubscriber.on(one).as("user" + i)))
                .toList();

        CompletableFuture<Set<String>> users = hub.users(C, Runnable::run).toCompletableFuture();
        int tasks = 0;
        for (; one.runTask(); tasks++) {
            hub.unsubscribe(subscriptions.get(tasks));
        }

        assertThat(tasks).isEqualTo(4);
        assertThat(users.join()).contains("user999", "user4").hasSizeBetween(996, 1_000);
    }

    @Test
    void unsubscribe_inAnyOrder_leavesExactlyTheOthers() {
        Random random = new Random(7);
        List<Subscription> subscriptions = new ArrayList<>();
        List<TestSubscriber> subscribers = new ArrayList<>();
        for (int step = 0; step < 2_500; step++) {
            if (subscriptions.isEmpty() || random.nextInt(10) < (step < 1_500 ? 7 : 3)) {
                TestSubscriber subscriber = TestSubscriber.on(one);
                subscribers.add(subscriber);
                subscriptions.add(hub.subscribe(C, subscriber));
            } else {
                int leaver = random.nextInt(subscriptions.size());
                subscribers.remove(leaver);
                hub.unsubscribe(subscriptions.remove(leaver));
            }
        }

        hub.publish(publication("1"));
        rounds();

        assertThat(subscribers)
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.received()).containsExactly("1"));
        subscriptions.forEach(hub::unsubscribe);
        assertThat(hub.channelCount()).isZero();
    }

    @Test
    void walkFromTheEnd_whileTheOneAtHandLeaves_skipsNobody() {
        List<Subscription> subscriptions = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            subscriptions.add(hub.subscribe(C, TestSubscriber.on(one)));
        }
        LaneSubscriptions walked = subscriptions.get(0).channel().on(0);
        Set<Subscription> met = new HashSet<>();

        for (int i = walked.size() - 1; i >= 0; i--) {
            Subscription subscription = walked.at(i);
            met.add(subscription);
            hub.unsubscribe(subscription);
        }

        assertThat(met).hasSize(20);
    }

    private void rounds() {
        one.round(TestSubscriber::deliver);
        two.round(TestSubscriber::deliver);
    }

    private static Publication publication(String payload) {
        return new Publication(C, Json.of(payload), Publisher.ANONYMOUS);
    }
}
