package org.carotene.admingui.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.carotene.admingui.model.AlertRule.Sign;
import org.carotene.admingui.model.ClusterState;
import org.carotene.admingui.model.EventRow;
import org.carotene.admingui.model.LinkState;
import org.carotene.admingui.model.Overview;
import org.carotene.admingui.model.Page;
import org.junit.jupiter.api.Test;

/** Figures have an age, a pause holds what is shown and not what is watched. */
final class ClusterSessionTest {
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong nanos = new AtomicLong();
    private final RecordingSource source = new RecordingSource();
    private final ClusterSession session = Sessions.of(source, nanos);

    @Test
    void tick_noNews_ageGrowsUntilStale() {
        session.accept(state(10.0));
        nanos.addAndGet(2 * SECOND);
        session.tick();
        assertThat(session.ageMs().get()).isEqualTo(2000);
        assertThat(session.stale().get()).isFalse();

        nanos.addAndGet(4 * SECOND);
        session.tick();
        assertThat(session.stale().get()).isTrue();
    }

    @Test
    void pause_newState_liveMovesShownStays() {
        session.accept(state(10.0));
        session.paused().set(true);
        nanos.addAndGet(SECOND);

        session.accept(state(20.0));

        assertThat(session.shown().get().overview().totals().dropsPerSecond()).isEqualTo(10.0);
        assertThat(session.live().get().overview().totals().dropsPerSecond()).isEqualTo(20.0);
        session.paused().set(false);
        assertThat(session.shown().get().overview().totals().dropsPerSecond()).isEqualTo(20.0);
    }

    @Test
    void accept_lostNode_alertAfterItsGracePeriodPausedOrNot() {
        session.rules().set(List.of(Sign.LOST.usual()));
        session.paused().set(true);
        session.accept(lost("n2"));
        assertThat(session.alerts().list()).isEmpty();

        nanos.addAndGet(Sign.LOST.usual().grace().plus(Duration.ofSeconds(1)).toNanos());
        session.tick();

        assertThat(session.alerts().list()).hasSize(1);
    }

    @Test
    void history_secondsWithoutFigures_gap() {
        session.accept(state(1.0));
        nanos.addAndGet(10 * SECOND);
        session.accept(state(2.0));

        double[] drops = session.history().drops();
        assertThat(drops).hasSize(11);
        assertThat(drops[0]).isEqualTo(1);
        assertThat(drops[5]).isNaN();
        assertThat(drops[10]).isEqualTo(2);
        assertThat(session.history().deliveries()[10]).isNaN();
    }

    @Test
    void history_figuresEveryFiveSeconds_noGap() {
        session.every().set(Duration.ofSeconds(5));
        session.accept(state(1.0));
        nanos.addAndGet(5 * SECOND);
        session.accept(state(2.0));

        assertThat(session.history().drops()).containsExactly(1, 1, 1, 1, 1, 2);
    }

    @Test
    void events_sameOnesAgain_onceNewestFirst() {
        session.start();
        RecordingSource.Asked events = source.last();

        events.listener.data(page(event("n1/1", 1), event("n1/2", 2)));
        events.listener.data(page(event("n1/2", 2), event("n2/1", 3)));

        assertThat(session.events().list()).extracting(row -> row.id()).containsExactly("n2/1", "n1/2", "n1/1");
    }

    @Test
    void events_askedOfTheNextNode_fromTheLastOneOn() {
        session.start();
        RecordingSource.Asked events = source.last();
        assertThat(events.topic.message("e").has("since")).isFalse();

        events.listener.data(page(event("n1/1", 100), event("n1/2", 200)));

        assertThat(events.topic.message("e").path("since").asText()).isEqualTo("1970-01-01T00:02:20Z");
    }

    @Test
    void olderEvents_pageByPage_addedBehindUntilThereAreNoMore() {
        session.start();
        source.last().listener.data(page(event("n1/9", 9)));
        List<String> told = new ArrayList<>();

        session.olderEvents(told::add);
        source.requests.get(0).answer().complete(next("c2", event("n1/9", 9), event("n1/8", 8)));
        session.olderEvents(told::add);
        source.requests.get(1).answer().complete(next(null, event("n1/7", 7)));

        assertThat(source.requests)
                .extracting(request -> request.path())
                .containsExactly("/events?limit=500", "/events?limit=500&cursor=c2");
        assertThat(session.events().list()).extracting(row -> row.id()).containsExactly("n1/9", "n1/8", "n1/7");
        assertThat(session.older().get()).isFalse();
        assertThat(told).containsExactly("", "");
    }

    private static Page<EventRow> next(String cursor, EventRow... events) {
        return new Page<>("n1", Instant.EPOCH, List.of(), List.of(events), null, null, null, cursor);
    }

    private ClusterState state(Double drops) {
        return state(drops, List.of());
    }

    private ClusterState lost(String name) {
        return state(null, List.of(name));
    }

    private ClusterState state(Double drops, List<String> lost) {
        Overview overview = new Overview(
                "n1",
                Instant.EPOCH,
                List.of(),
                new Overview.Cluster(1L, 1L, 1L, List.of(), lost, List.of(), false),
                new Overview.Totals(null, null, null, null, null, null, drops, null, null, null),
                List.of(),
                List.of());
        return new ClusterState(LinkState.CLOSED, null, overview, nanos.get(), List.of(), Map.of());
    }

    private static EventRow event(String id, long second) {
        return new EventRow(id, Instant.ofEpochSecond(second), "n1", "joined", null, null, null, null, null, null);
    }

    private static Page<EventRow> page(EventRow... events) {
        return new Page<>("n1", Instant.EPOCH, List.of(), List.of(events), null, null, null, null);
    }
}
