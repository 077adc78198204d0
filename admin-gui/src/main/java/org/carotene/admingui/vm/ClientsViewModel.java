package org.carotene.admingui.vm;

import static org.carotene.admingui.fx.Texts.text;

import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Duration;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.carotene.admingui.client.Topic;
import org.carotene.admingui.fx.PageState;
import org.carotene.admingui.fx.Sentences;
import org.carotene.admingui.model.ClientAnswer;
import org.carotene.admingui.model.ClientRow;
import org.carotene.admingui.model.Page;
import org.jspecify.annotations.Nullable;

/** The open connections, filtered and sorted by the nodes; where a user is; one client in detail. */
public final class ClientsViewModel implements Screen {
    /** How the nodes can sort them; the first shows those with a backlog first. */
    public static final List<String> SORTS = List.of("backlog", "age", "newest", "user", "in", "out", "subscriptions");

    /** What the words of the filter may be. */
    public static final List<String> FIELDS = List.of("user_prefix", "user", "channel", "address", "node");

    /** All transports, WebSockets or polling. */
    public static final List<String> TRANSPORTS = List.of("", "websocket", "polling");

    private static final TypeReference<Page<ClientRow>> CLIENTS = new TypeReference<>() {};
    private static final TypeReference<ClientAnswer> CLIENT = new TypeReference<>() {};
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final ClusterSession session;
    private final PagedList<ClientRow> clients;
    private final Live<ClientAnswer> live;
    private final PresenceList places;
    private final StringProperty field = new SimpleStringProperty(FIELDS.get(0));
    private final StringProperty words = new SimpleStringProperty("");
    private final StringProperty transport = new SimpleStringProperty("");
    private final StringProperty sort = new SimpleStringProperty(SORTS.get(0));
    private final BooleanProperty backlog = new SimpleBooleanProperty();
    private final BooleanProperty anonymous = new SimpleBooleanProperty();
    private final ObjectProperty<@Nullable ClientRow> selected = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable ClientRow> detail = new SimpleObjectProperty<>();
    private final StringProperty detailProblem = new SimpleStringProperty("");
    private boolean visible;

    public ClientsViewModel(ClusterSession session) {
        this.session = session;
        clients = new PagedList<>(session, CLIENTS, ClientRow::key, this::query, this::nothing);
        places = new PresenceList(
                session, row -> String.valueOf(row.channel()), PageState.empty(text("client.nowhere"), ""));
        live = session.live(
                CLIENT,
                answer -> {
                    detailProblem.set("");
                    detail.set(answer.client());
                },
                reason -> detailProblem.set(Sentences.words(reason.sentence())));
        field.addListener(observable -> {
            if (!words.get().isEmpty()) {
                restart();
            }
        });
        words.addListener(observable -> restart());
        transport.addListener(observable -> restart());
        sort.addListener(observable -> restart());
        backlog.addListener(observable -> restart());
        anonymous.addListener(observable -> restart());
        selected.addListener((property, before, now) -> {
            if (before == null || now == null || !before.key().equals(now.key())) {
                open(now);
            }
        });
    }

    @Override
    public void show() {
        visible = true;
        clients.resume();
        ask(selected.get());
    }

    @Override
    public void hide() {
        visible = false;
        clients.stop();
        live.stop();
        places.stop();
    }

    private void restart() {
        if (visible) {
            clients.restart();
        }
    }

    private Query query() {
        return new Query("/clients")
                .with(field.get(), words.get())
                .with("transport", transport.get())
                .with("backlog", backlog.get() ? "true" : "")
                .with("anonymous", anonymous.get() ? "true" : "")
                .with("sort", sort.get());
    }

    private PageState nothing() {
        boolean filtered = !words.get().isEmpty() || !transport.get().isEmpty() || backlog.get() || anonymous.get();
        return filtered
                ? PageState.empty(text("clients.none.fits"), text("clients.none.fits.detail"))
                : PageState.empty(text("clients.none"), text("clients.none.detail"));
    }

    private void open(@Nullable ClientRow client) {
        detail.set(client);
        detailProblem.set("");
        places.clear(PageState.empty(text("client.anonymous"), ""));
        ask(client);
    }

    /** What is known stays until there is something newer. */
    private void ask(@Nullable ClientRow client) {
        if (client == null || !visible) {
            live.stop();
            places.stop();
            return;
        }
        live.ask(Topic.page(Acts.node(client.node()) + "/clients/" + Acts.encoded(client.id()), EVERY));
        if (client.user() != null) {
            places.ask("user", client.user());
        }
    }

    public ClusterSession session() {
        return session;
    }

    public PagedList<ClientRow> clients() {
        return clients;
    }

    /** The channels that the selected client's user is on, through whichever client. */
    public PresenceList places() {
        return places;
    }

    /** Which of {@link #FIELDS} the words are. */
    public StringProperty field() {
        return field;
    }

    public StringProperty words() {
        return words;
    }

    public StringProperty transport() {
        return transport;
    }

    public StringProperty sort() {
        return sort;
    }

    /** Only those with something queued. */
    public BooleanProperty backlog() {
        return backlog;
    }

    public BooleanProperty anonymous() {
        return anonymous;
    }

    public ObjectProperty<@Nullable ClientRow> selected() {
        return selected;
    }

    public ObjectProperty<@Nullable ClientRow> detail() {
        return detail;
    }

    public StringProperty detailProblem() {
        return detailProblem;
    }
}
