package org.carotene.admingui.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.carotene.admingui.fx.LiveRow;
import org.carotene.admingui.fx.PageState.Kind;
import org.carotene.admingui.model.ChannelAnswer;
import org.carotene.admingui.model.ChannelDetail;
import org.carotene.admingui.model.ChannelRow;
import org.carotene.admingui.model.ClusterState;
import org.carotene.admingui.model.LinkState;
import org.carotene.admingui.model.Missing;
import org.carotene.admingui.model.NodeAddress;
import org.carotene.admingui.model.Page;
import org.carotene.admingui.model.PresenceRow;
import org.carotene.admingui.model.Sentence;
import org.junit.jupiter.api.Test;

/** Channels are filtered, sorted and paged by the nodes; nothing is asked for that nobody looks at. */
final class ChannelsViewModelTest {
    private final RecordingSource source = new RecordingSource();
    private final ClusterSession session = Sessions.of(source);
    private final ChannelsViewModel model = new ChannelsViewModel(session);

    @Test
    void hidden_nothingIsAsked() {
        model.prefix().set("a");

        assertThat(source.asked).isEmpty();
        model.show();
        assertThat(source.open()).hasSize(1);
        model.hide();
        assertThat(source.open()).isEmpty();
    }

    @Test
    void filter_words_encodedInTheQuestion() {
        model.show();

        model.prefix().set("news:& sport");
        model.sort().set("rate");

        assertThat(source.open())
                .singleElement()
                .satisfies(asked ->
                        assertThat(asked.path()).isEqualTo("/channels?prefix=news%3A%26%20sport&sort=rate&limit=100"));
    }

    @Test
    void pages_forthAndBack_byTheCursorsOfTheAnswers() {
        model.show();
        assertThat(model.channels().state().get().kind()).isEqualTo(Kind.LOADING);
        answer(page("c2", 250L, "a", "b"));
        assertThat(model.channels().total().get()).isEqualTo(250);

        model.channels().next();
        assertThat(source.last().path()).endsWith("&cursor=c2");
        answer(page(null, 250L, "c"));

        assertThat(model.channels().more().get()).isFalse();
        assertThat(model.channels().number().get()).isEqualTo(2);
        model.channels().previous();
        assertThat(source.last().path()).doesNotContain("cursor");
    }

    @Test
    void nobodyAnswers_saidInPlaceOfLoadingForEver() {
        model.show();
        LinkState gone = new LinkState(
                LinkState.Phase.RECONNECTING, NodeAddress.parse("node1"), null, Sentence.free("nobody listens"), null);
        session.accept(new ClusterState(gone, null, null, 0, List.of(), Map.of()));

        assertThat(model.channels().state().get().kind()).isEqualTo(Kind.FAILED);
        assertThat(model.channels().state().get().detail()).startsWith("nobody listens");
        model.prefix().set("x");
        assertThat(model.channels().state().get().kind()).isEqualTo(Kind.FAILED);
        answer(page(null, 1L, "x"));
        assertThat(model.channels().state().get().kind()).isEqualTo(Kind.CONTENT);
    }

    @Test
    void answerOfTheFilterBefore_late_ignored() {
        model.show();
        RecordingSource.Asked before = source.last();
        model.prefix().set("x");

        before.listener.data(page(null, 1L, "old"));

        assertThat(model.channels().rows().list()).isEmpty();
    }

    @Test
    void sameQuestionAnsweredInOtherOrder_rowsStay() {
        model.show();
        answer(page(null, 2L, "a", "b"));

        answer(page(null, 2L, "b", "a"));

        assertThat(names()).containsExactly("a", "b");
        model.channels().refresh();
        answer(page(null, 2L, "b", "a"));
        assertThat(names()).containsExactly("b", "a");
    }

    @Test
    void answer_nodeMissing_said() {
        model.show();

        answer(new Page<>(
                "n1",
                Instant.EPOCH,
                List.of(new Missing("n3", "no answer within 2 s", null)),
                List.of(),
                null,
                3L,
                5L,
                null));

        assertThat(model.channels().partial().get()).contains("n3").contains("no answer within 2 s");
        assertThat(model.channels().state().get().kind()).isEqualTo(Kind.EMPTY);
        assertThat(model.channels().total().get()).isNull();
        assertThat(model.channels().atLeast().get()).isEqualTo(3);
        assertThat(model.channels().atMost().get()).isEqualTo(5);
    }

    @Test
    void pause_session_asksForNothingUntilResumed() {
        model.show();

        session.paused().set(true);
        assertThat(source.open()).isEmpty();
        session.paused().set(false);

        assertThat(source.open()).hasSize(1);
    }

    @Test
    void shownAgain_sameFilter_samePageAndRows() {
        model.show();
        answer(page("c2", 250L, "a", "b"));
        model.channels().next();
        answer(page(null, 250L, "c"));
        model.selected().set("c");
        ChannelDetail detail = new ChannelDetail("c", 1L, null, List.of(), null, null);
        source.asked.stream()
                .filter(asked -> !asked.over && asked.path().equals("/channel?name=c"))
                .forEach(asked -> asked.listener.data(new ChannelAnswer("n1", Instant.EPOCH, List.of(), detail)));

        model.hide();
        assertThat(source.open()).isEmpty();
        model.show();

        assertThat(source.open()).extracting(asked -> asked.path()).anyMatch(path -> path.endsWith("&cursor=c2"));
        assertThat(names()).containsExactly("c");
        assertThat(model.channels().number().get()).isEqualTo(2);
        assertThat(model.detail().get()).isEqualTo(detail);
        model.hide();
        model.prefix().set("x");
        model.show();
        assertThat(model.channels().number().get()).isEqualTo(1);
    }

    @Test
    void members_moreThanAPageAndANodeMissing_said() {
        model.show();
        model.selected().set("news");

        source.last()
                .listener
                .data(new Page<>(
                        "n1",
                        Instant.EPOCH,
                        List.of(new Missing("n3", "no answer within 2 s", null)),
                        List.of(new PresenceRow("ada", null, null, null)),
                        250L,
                        null,
                        null,
                        "c2"));

        assertThat(source.last().path()).isEqualTo("/presence?channel=news&limit=100");
        assertThat(model.members().incomplete().get())
                .startsWith("The first 1 of 250.")
                .contains("n3");
        assertThat(source.last().over).isFalse();
    }

    @Test
    void segments_aNodeMissing_said() {
        model.show();
        model.tree().set(true);

        model.segments("", "c7", page -> {}, failure -> {});
        source.requests
                .get(0)
                .answer()
                .complete(new Page<>(
                        "n1",
                        Instant.EPOCH,
                        List.of(new Missing("n3", "gone", null)),
                        List.of(),
                        0L,
                        null,
                        null,
                        null));

        assertThat(source.requests.get(0).path()).endsWith("&cursor=c7");
        assertThat(model.channels().partial().get()).contains("n3");
    }

    private void answer(Page<ChannelRow> page) {
        source.last().listener.data(page);
    }

    private List<String> names() {
        return model.channels().rows().list().stream().map(LiveRow::id).toList();
    }

    private static Page<ChannelRow> page(String next, Long total, String... names) {
        return new Page<>(
                "n1",
                Instant.EPOCH,
                List.of(),
                List.of(names).stream()
                        .map(name -> new ChannelRow(name, 1L, List.of(), null))
                        .toList(),
                total,
                null,
                null,
                next);
    }
}
