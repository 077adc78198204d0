package org.carotene.admingui.vm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.carotene.admingui.client.Topic;
import org.carotene.admingui.fx.PageState.Kind;
import org.carotene.admingui.model.TailBatch;
import org.carotene.admingui.model.TailItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tail is bounded, newest first, and counts what it dropped. */
final class TailViewModelTest {
    private final RecordingSource source = new RecordingSource();
    private final TailViewModel model = new TailViewModel(Sessions.of(source), Runnable::run);

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
