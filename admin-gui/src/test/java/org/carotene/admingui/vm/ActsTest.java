package org.carotene.admingui.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.carotene.admingui.model.Disconnected;
import org.carotene.admingui.model.Forgotten;
import org.carotene.admingui.model.Missing;
import org.junit.jupiter.api.Test;

/** Acts name their target, are counted before, blocked by the lock, and end in a notice. */
final class ActsTest {
    private final RecordingSource source = new RecordingSource();
    private final ClusterSession session = Sessions.of(source);
    private final Acts acts = new Acts(session);

    @Test
    void count_user_asksWithoutDoing() {
        List<Long> counts = new ArrayList<>();

        acts.count(Acts.Target.user("alice"), counts::add);
        source.requests.get(0).answer().complete(answer(3, List.of()));

        assertThat(source.requests.get(0).body()).hasToString("{\"user\":\"alice\",\"dry_run\":true}");
        assertThat(counts).containsExactly(3L);
    }

    @Test
    void count_nodeMissing_unknown() {
        List<Long> counts = new ArrayList<>();

        acts.count(Acts.Target.channel("news"), counts::add);
        source.requests.get(0).answer().complete(answer(3, List.of(new Missing("n2", "no answer", null))));

        assertThat(counts).containsExactly((Long) null);
    }

    @Test
    void disconnect_channel_noticeWithTheNumber() {
        acts.disconnect(Acts.Target.channel("news"), true, "");
        source.requests.get(0).answer().complete(answer(2, List.of()));

        assertThat(session.notices()).singleElement().satisfies(notice -> {
            assertThat(notice.good()).isTrue();
            assertThat(notice.title()).contains("2");
            assertThat(notice.detail()).contains("news");
        });
    }

    @Test
    void everyAct_locked_nothingIsSent() {
        session.locked().set(true);

        acts.disconnect(Acts.Target.user("alice"), true, "");
        acts.drain("n1", Duration.ofSeconds(1), true);
        acts.callOffDrain("n1");
        acts.forgetLost();
        acts.logger("n1", "org.carotene", "DEBUG", Duration.ofMinutes(1));

        assertThat(source.requests).isEmpty();
        assertThat(session.notices()).hasSize(5).noneMatch(Notice::good);
    }

    @Test
    void forgetLost_someForgotten_noticeNamesThem() {
        acts.forgetLost();
        source.requests.get(0).answer().complete(new Forgotten("n1", Instant.EPOCH, List.of(), List.of("n3@host")));

        assertThat(source.requests.get(0).path()).isEqualTo("/forget-lost");
        assertThat(session.notices()).singleElement().satisfies(notice -> {
            assertThat(notice.good()).isTrue();
            assertThat(notice.detail()).isEqualTo("n3@host");
        });
    }

    @Test
    void drain_nodeWithAnAt_encoded() {
        acts.drain("n1@host", Duration.ofSeconds(30), false);

        assertThat(source.requests.get(0).path()).isEqualTo("/nodes/n1%40host/drain");
        assertThat(source.requests.get(0).body()).hasToString("{\"over_ms\":30000,\"then\":\"stay\"}");
    }

    @Test
    void disconnect_forGoodWithAReason_told() {
        acts.disconnect(Acts.Target.user("alice"), false, " spam ");

        assertThat(source.requests.get(0).body())
                .hasToString("{\"user\":\"alice\",\"reconnect\":false,\"reason\":\"spam\"}");
    }

    @Test
    void disconnect_noAnswer_saysThatNobodyKnows() {
        acts.disconnect(Acts.Target.channel("news"), true, "");
        source.requests.get(0).answer().completeExceptionally(new HttpTimeoutException("request timed out"));
        acts.disconnect(Acts.Target.channel("news"), true, "");
        source.requests.get(1).answer().completeExceptionally(new ConnectException("not connected to any node"));

        assertThat(session.notices())
                .extracting(Notice::title)
                .containsExactly("Nobody knows whether it was done", "Nobody was disconnected");
        assertThat(session.notices().get(0).detail()).contains("news").contains("no answer in time");
    }

    @Test
    void word_whatHasToBeTyped_namesTheTarget() {
        assertThat(Acts.Target.user("alice").word()).isEqualTo("alice");
        assertThat(Acts.Target.channel("news").word()).isEqualTo("news");
        assertThat(Acts.Target.clients(List.of()).word()).isEqualTo("0");
    }

    private static Disconnected answer(long count, List<Missing> missing) {
        return new Disconnected("n1", Instant.EPOCH, missing, count, null);
    }
}
