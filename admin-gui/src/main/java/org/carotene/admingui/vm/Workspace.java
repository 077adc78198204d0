package org.carotene.admingui.vm;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Executor;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** The screens of one cluster, and which of them is looked at: only that one asks for anything. JavaFX thread only. */
public final class Workspace {
    private final ClusterSession session;
    private final Acts acts;
    private final OverviewViewModel overview;
    private final NodesViewModel nodes;
    private final ChannelsViewModel channels;
    private final ClientsViewModel clients;
    private final TailViewModel tail;
    private final PublishViewModel publish;
    private final EventsViewModel events;
    private final Map<PageId, Screen> screens = new EnumMap<>(PageId.class);
    private final ObjectProperty<PageId> page = new SimpleObjectProperty<>(PageId.OVERVIEW);
    private boolean looking;

    public Workspace(ClusterSession session, Executor fx) {
        this.session = session;
        acts = new Acts(session);
        overview = new OverviewViewModel(session);
        nodes = new NodesViewModel(session);
        channels = new ChannelsViewModel(session);
        clients = new ClientsViewModel(session);
        tail = new TailViewModel(session, fx);
        publish = new PublishViewModel(session, fx);
        events = new EventsViewModel(session);
        screens.put(PageId.OVERVIEW, overview);
        screens.put(PageId.NODES, nodes);
        screens.put(PageId.CHANNELS, channels);
        screens.put(PageId.CLIENTS, clients);
        screens.put(PageId.TAIL, tail);
        screens.put(PageId.PUBLISH, publish);
        screens.put(PageId.EVENTS, events);
        page.addListener((property, before, now) -> {
            if (looking) {
                hide(before);
                show(now);
            }
        });
    }

    /** Whether anybody can see the window. */
    public void looking(boolean now) {
        if (looking == now) {
            return;
        }
        looking = now;
        if (now) {
            show(page.get());
        } else {
            hide(page.get());
        }
    }

    private void show(PageId which) {
        Screen screen = screens.get(which);
        if (screen != null) {
            screen.show();
        }
    }

    private void hide(PageId which) {
        Screen screen = screens.get(which);
        if (screen != null) {
            screen.hide();
        }
    }

    /** To a node's detail. */
    public void goToNode(String name) {
        page.set(PageId.NODES);
        nodes.selected().set(name);
    }

    /** To a channel's detail, whether it has subscribers or not. */
    public void goToChannel(String name) {
        page.set(PageId.CHANNELS);
        channels.selected().set(name);
    }

    /** To the clients of a user. */
    public void goToUser(String user) {
        page.set(PageId.CLIENTS);
        clients.field().set("user");
        clients.words().set(user);
    }

    /** To the clients that have subscribed to a channel. */
    public void goToSubscribers(String channel) {
        page.set(PageId.CLIENTS);
        clients.field().set("channel");
        clients.words().set(channel);
    }

    /** To a tail of that channel. */
    public void goToTail(String channel) {
        page.set(PageId.TAIL);
        tail.channels().set(ChannelNames.written(channel));
        tail.clear();
        tail.start();
    }

    /** To the form that publishes on that channel. */
    public void goToPublish(@Nullable String channel) {
        page.set(PageId.PUBLISH);
        if (channel != null) {
            publish.channel().set(channel);
        }
    }

    public ClusterSession session() {
        return session;
    }

    public Acts acts() {
        return acts;
    }

    public ObjectProperty<PageId> page() {
        return page;
    }

    public OverviewViewModel overview() {
        return overview;
    }

    public NodesViewModel nodes() {
        return nodes;
    }

    public ChannelsViewModel channels() {
        return channels;
    }

    public ClientsViewModel clients() {
        return clients;
    }

    public TailViewModel tail() {
        return tail;
    }

    public PublishViewModel publish() {
        return publish;
    }

    public EventsViewModel events() {
        return events;
    }
}
