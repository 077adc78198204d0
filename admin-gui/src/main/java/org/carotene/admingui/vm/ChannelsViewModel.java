package org.carotene.admingui.vm;

import static org.carotene.admingui.fx.Texts.text;

import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.carotene.admingui.client.Topic;
import org.carotene.admingui.fx.PageState;
import org.carotene.admingui.fx.Sentences;
import org.carotene.admingui.model.ChannelAnswer;
import org.carotene.admingui.model.ChannelDetail;
import org.carotene.admingui.model.ChannelRow;
import org.carotene.admingui.model.ChannelSegment;
import org.carotene.admingui.model.Page;
import org.jspecify.annotations.Nullable;

/** The channels, as pages of a table or as a tree by a separator, and one of them in detail. */
public final class ChannelsViewModel implements Screen {
    /** How the nodes can sort them. */
    public static final List<String> SORTS = List.of("name", "subscribers", "rate");

    private static final TypeReference<Page<ChannelRow>> CHANNELS = new TypeReference<>() {};
    private static final TypeReference<Page<ChannelSegment>> SEGMENTS = new TypeReference<>() {};
    private static final TypeReference<ChannelAnswer> CHANNEL = new TypeReference<>() {};
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final int TREE_LIMIT = 500;

    private final ClusterSession session;
    private final PagedList<ChannelRow> channels;
    private final Live<ChannelAnswer> live;
    private final PresenceList members;
    private final StringProperty prefix = new SimpleStringProperty("");
    private final StringProperty contains = new SimpleStringProperty("");
    private final StringProperty sort = new SimpleStringProperty(SORTS.get(0));
    private final StringProperty separator = new SimpleStringProperty(":");
    private final BooleanProperty tree = new SimpleBooleanProperty();
    private final ObjectProperty<@Nullable String> selected = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable ChannelDetail> detail = new SimpleObjectProperty<>();
    private final StringProperty detailProblem = new SimpleStringProperty("");
    private final ReadOnlyIntegerWrapper shown = new ReadOnlyIntegerWrapper();
    private boolean visible;

    public ChannelsViewModel(ClusterSession session) {
        this.session = session;
        channels = new PagedList<>(session, CHANNELS, ChannelRow::name, this::query, this::nothing);
        members = new PresenceList(
                session, row -> String.valueOf(row.user()), PageState.empty(text("channel.nobody"), ""));
        live = session.live(
                CHANNEL,
                answer -> {
                    detailProblem.set(Partial.words(answer.missing()));
                    detail.set(answer.channel());
                },
                reason -> detailProblem.set(Sentences.words(reason.sentence())));
        prefix.addListener(observable -> restart());
        contains.addListener(observable -> restart());
        sort.addListener(observable -> restart());
        tree.addListener(observable -> restart());
        selected.addListener((property, before, now) -> open(now));
    }

    @Override
    public void show() {
        visible = true;
        shown.set(shown.get() + 1);
        if (!tree.get()) {
            channels.resume();
        }
        ask(selected.get());
    }

    @Override
    public void hide() {
        visible = false;
        channels.stop();
        live.stop();
        members.stop();
    }

    private void restart() {
        if (visible && !tree.get()) {
            channels.restart();
        } else {
            channels.stop();
        }
    }

    private Query query() {
        return new Query("/channels")
                .with("prefix", prefix.get())
                .with("contains", contains.get())
                .with("sort", sort.get());
    }

    private PageState nothing() {
        return prefix.get().isEmpty() && contains.get().isEmpty()
                ? PageState.empty(text("channels.none"), text("channels.none.detail"))
                : PageState.empty(text("channels.none.fits"), text("channels.none.fits.detail"));
    }

    /** One level of the tree below a prefix, from that cursor on; {@code failed} is told why not. */
    public void segments(
            String below, @Nullable String cursor, Consumer<Page<ChannelSegment>> found, Consumer<String> failed) {
        Query asked = new Query("/channels/tree")
                .with("separator", separator.get())
                .with("prefix", below)
                .limit(TREE_LIMIT);
        session.then(
                session.source().get((cursor == null ? asked : asked.with("cursor", cursor)).path(), SEGMENTS),
                page -> {
                    channels.partial().set(Partial.words(page.missing()));
                    found.accept(page);
                },
                failed);
    }

    /** Grows each time that somebody begins to look at the channels or wants them anew. */
    public ReadOnlyIntegerProperty shown() {
        return shown.getReadOnlyProperty();
    }

    private void open(@Nullable String channel) {
        detail.set(null);
        detailProblem.set("");
        members.clear(PageState.loading());
        ask(channel);
    }

    /** What is known stays until there is something newer. */
    private void ask(@Nullable String channel) {
        if (channel == null || !visible) {
            live.stop();
            members.stop();
            return;
        }
        live.ask(Topic.page(new Query("/channel").with("name", channel).path(), EVERY));
        members.ask("channel", channel);
    }

    public ClusterSession session() {
        return session;
    }

    public PagedList<ChannelRow> channels() {
        return channels;
    }

    /** The users present on the selected channel. */
    public PresenceList members() {
        return members;
    }

    public StringProperty prefix() {
        return prefix;
    }

    public StringProperty contains() {
        return contains;
    }

    public StringProperty sort() {
        return sort;
    }

    public StringProperty separator() {
        return separator;
    }

    /** Whether the tree is shown in place of the table. */
    public BooleanProperty tree() {
        return tree;
    }

    /** The channel in the drawer; null for none. */
    public ObjectProperty<@Nullable String> selected() {
        return selected;
    }

    public ObjectProperty<@Nullable ChannelDetail> detail() {
        return detail;
    }

    public StringProperty detailProblem() {
        return detailProblem;
    }
}
