package org.carotene.admingui.vm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.carotene.admingui.client.Topic;
import org.carotene.admingui.fx.PageState.Kind;
import org.carotene.admingui.model.ClusterState;
import org.carotene.admingui.model.LinkState;
import org.carotene.admingui.model.TailBatch;
import org.carotene.admingui.model.TailItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tail is bounded, newest first, and counts what it dropped. */
final class TailViewModelTest {
    private final RecordingSource source = new RecordingSource();
    private final ClusterSession session = Sessions.of(source);
    private final TailViewModel model = new TailViewModel(session, Runnable::run, Runnable::run);

    @Test
    void start_channelsAndPatterns_toldApart() {
        model.channels().set("news, chat:*  shop?");

        model.start();

        assertThat(source.last().topic).isEqualTo(new Topic.Tail(List.of("news"), List.of("chat:*", "shop?")));
        assertThat(model.running().get()).isTrue();
    }

    @Test
    void start_nothingWritten_saidAndNothingAsked() {
        model.start();

        assertThat(model.problem().get()).isNotEmpty();
        assertThat(source.asked).isEmpty();
    }

    @Test
    void data_moreThanTheBuffer_newestKeptFirst() {
        model.capacity().set(3);
        model.channels().set("news");
        model.start();

        source.last().listener.data(batch(7, 1, 2));
        source.last().listener.data(batch(0, 3, 4));

        assertThat(model.lines())
                .extracting(row -> row.get().item().message().asInt())
                .containsExactly(4, 3, 2);
        assertThat(model.received().get()).isEqualTo(4);
        assertThat(model.dropped().get()).isEqualTo(7);
    }

    @Test
    void pause_running_nothingIsAskedUntilResumed() {
        model.channels().set("news");
        model.start();

        model.paused().set(true);
        assertThat(source.open()).isEmpty();
        model.paused().set(false);
        assertThat(source.open()).hasSize(1);
        model.stop();
        assertThat(source.open()).isEmpty();
    }

    @Test
    void hide_running_goesOn() {
        model.channels().set("news");
        model.start();

        model.hide();

        assertThat(source.open()).hasSize(1);
    }

    @Test
    void words_filter_onlyThoseShownAllKept() {
        model.channels().set("news");
        model.start();
        source.last().listener.data(batch(0, 11, 22));

        model.words().set("22");
        assertThat(model.lines()).hasSize(1);
        model.words().set("33");
        assertThat(model.state().get().kind()).isEqualTo(Kind.EMPTY);
        model.words().set("");
        assertThat(model.lines()).hasSize(2);
    }

    @Test
    void save_buffer_oldestFirstOneObjectALine(@TempDir Path folder) throws IOException {
        model.channels().set("news");
        model.start();
        source.last().listener.data(batch(0, 1, 2));

        model.save(folder.resolve("tail.jsonl"));

        assertThat(Files.readAllLines(folder.resolve("tail.jsonl")))
                .hasSize(2)
                .first()
                .asString()
                .contains("\"channel\":\"news\"")
                .contains("\"message\":1");
    }

    @Test
    void start_quotedNames_areChannelsWhateverIsInThem() {
        model.channels().set("\"a b,c\" \"what?*\" \"say \"\"hi\"\"\" " + ChannelNames.written("x y") + " chat:*");

        model.start();

        assertThat(source.last().topic)
                .isEqualTo(new Topic.Tail(List.of("a b,c", "what?*", "say \"hi\"", "x y"), List.of("chat:*")));
        assertThat(ChannelNames.written("news")).isEqualTo("news");
    }

    @Test
    void resume_fieldEditedMeanwhile_sameChannelsAndTheGapIsMarked() {
        model.channels().set("news");
        model.start();
        source.last().listener.data(batch(0, 1));
        model.paused().set(true);
        model.channels().set("sport");

        model.paused().set(false);

        assertThat(source.last().topic).isEqualTo(new Topic.Tail(List.of("news"), List.of()));
        assertThat(model.lines()).extracting(row -> row.get().gap()).containsExactly(true, false);
        assertThat(model.received().get()).isEqualTo(1);
    }

    @Test
    void pauseOfTheSession_ownPause_staysAfterIt() {
        model.channels().set("news");
        model.start();
        model.paused().set(true);

        session.paused().set(true);
        session.paused().set(false);

        assertThat(model.paused().get()).isTrue();
        assertThat(source.open()).isEmpty();
    }

    @Test
    void connection_lostAndBack_gapIsMarkedOnce() {
        session.accept(link(LinkState.Phase.CONNECTED));
        model.channels().set("news");
        model.start();
        source.last().listener.data(batch(0, 1));

        session.accept(link(LinkState.Phase.RECONNECTING));
        session.accept(link(LinkState.Phase.RECONNECTING));
        session.accept(link(LinkState.Phase.CONNECTED));
        session.accept(link(LinkState.Phase.CONNECTED));

        assertThat(model.lines()).extracting(row -> row.get().gap()).containsExactly(true, false);
        assertThat(model.lines().get(0).get().item().text()).startsWith("Nothing heard from");
    }

    @Test
    void data_largeOnes_fewerAreKept() {
        model.capacity().set(20_000);
        model.channels().set("news");
        model.start();

        for (int i = 0; i < 6; i++) {
            source.last().listener.data(large(300));
        }

        assertThat(model.lines().size()).isBetween(1000, 1024);
        assertThat(model.received().get()).isEqualTo(1800);
    }

    private static ClusterState link(LinkState.Phase phase) {
        return new ClusterState(new LinkState(phase, null, null, null, null), null, null, 0, List.of(), Map.of());
    }

    private static TailBatch large(int count) {
        TailItem item = new TailItem(Instant.EPOCH, "n1", "news", null, 20_000, null, "x", true);
        return new TailBatch("n1", Instant.EPOCH, List.of(), 0, 0, Collections.nCopies(count, item));
    }

    private static TailBatch batch(long dropped, int... messages) {
        List<TailItem> items = new ArrayList<>();
        for (int message : messages) {
            items.add(new TailItem(
                    Instant.EPOCH,
                    "n1",
                    "news",
                    new TailItem.Publisher("user", "alice"),
                    1,
                    IntNode.valueOf(message),
                    null,
                    false));
        }
        return new TailBatch("n1", Instant.EPOCH, List.of(), dropped, dropped, items);
    }
}
