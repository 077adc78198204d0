package org.carotene.admingui.view.shell;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.value.ChangeListener;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.carotene.admingui.fx.Controls;
import org.carotene.admingui.fx.Dialogs;
import org.carotene.admingui.fx.Overlay;
import org.carotene.admingui.model.ClusterState;
import org.carotene.admingui.view.channels.ChannelsView;
import org.carotene.admingui.view.clients.ClientsView;
import org.carotene.admingui.view.connections.ConnectionsView;
import org.carotene.admingui.view.events.EventsView;
import org.carotene.admingui.view.nodes.NodesView;
import org.carotene.admingui.view.overview.OverviewView;
import org.carotene.admingui.view.publish.PublishView;
import org.carotene.admingui.view.settings.SettingsView;
import org.carotene.admingui.view.tail.TailView;
import org.carotene.admingui.vm.ClusterSession;
import org.carotene.admingui.vm.Desk;
import org.carotene.admingui.vm.Notice;
import org.carotene.admingui.vm.PageId;
import org.carotene.admingui.vm.PaletteViewModel;
import org.carotene.admingui.vm.Preferences.Look;
import org.carotene.admingui.vm.Workspace;
import org.jspecify.annotations.Nullable;

/** The window's content: menu, bars, banner and the page that is looked at. Pages are made when they are first opened. */
public final class ShellView extends StackPane {
    private static final long TICK_MS = 500;
    private static final List<KeyCode> DIGITS = List.of(
            KeyCode.DIGIT1,
            KeyCode.DIGIT2,
            KeyCode.DIGIT3,
            KeyCode.DIGIT4,
            KeyCode.DIGIT5,
            KeyCode.DIGIT6,
            KeyCode.DIGIT7,
            KeyCode.DIGIT8,
            KeyCode.DIGIT9);

    private final Desk desk;
    private final Overlay overlay = new Overlay();
    private final Dialogs dialogs = new Dialogs(overlay);
    private final Toasts toasts = new Toasts();
    private final StatusBar status = new StatusBar();
    private final Banner banner;
    private final TopBar top;
    private final Questions questions;
    private final Menu menu;
    private final PaletteDialog palette;
    private final StackPane holder = new StackPane();
    private final Map<PageId, Region> pages = new EnumMap<>(PageId.class);
    private final AtomicBoolean visible = new AtomicBoolean(true);
    private final ChangeListener<Boolean> looking = (property, before, now) -> visible.set(now);
    // These three are of one workspace after the other: the window must not keep those that were left.
    private final ListChangeListener<Notice> notices = change -> showNotices();
    private final ChangeListener<PageId> chosen = (property, before, now) -> open(now);
    private final ChangeListener<ClusterState> live = (property, before, now) -> showSession();
    private final ChangeListener<@Nullable Workspace> workspaces = (property, before, now) -> attach(now);
    private final ChangeListener<@Nullable Notice> deskNotices = (property, before, now) -> {
        if (now != null) {
            toasts.show(now);
        }
    };
    // Not a JavaFX animation: while one runs, everything is drawn sixty times a second.
    private final Timer ticking = new Timer("ticking", true);
    private @Nullable Workspace workspace;
    private PageId page = PageId.CONNECTIONS;

    public ShellView(Desk desk) {
        this.desk = desk;
        banner = new Banner(() -> open(PageId.NODES));
        menu = new Menu(this::open);
        palette = new PaletteDialog(overlay, new PaletteViewModel(desk, this::open));
        top = new TopBar(desk, palette::open, this::open);
        BorderPane frame = new BorderPane(new VBox(banner, Controls.grow(holder)));
        frame.setTop(top);
        frame.setLeft(menu);
        frame.setBottom(status);
        holder.setMinSize(0, 0);
        // In the middle, where no page has its controls.
        StackPane.setAlignment(toasts, Pos.BOTTOM_CENTER);
        getChildren().addAll(frame, toasts, overlay);
        questions = new Questions(desk, dialogs);
        desk.workspace().addListener(workspaces);
        desk.notice().addListener(deskNotices);
        addEventFilter(KeyEvent.KEY_PRESSED, this::shortcut);
        attach(desk.workspace().get());
        visible.set(desk.looking().get());
        desk.looking().addListener(looking);
        ticking.scheduleAtFixedRate(
                new TimerTask() {
                    @Override
                    public void run() {
                        if (visible.get()) {
                            Platform.runLater(ShellView.this::tick);
                        }
                    }
                },
                TICK_MS,
                TICK_MS);
    }

    /** Lets go of everything that outlives it; the view is not used any more. */
    public void stop() {
        ticking.cancel();
        desk.looking().removeListener(looking);
        desk.workspace().removeListener(workspaces);
        desk.notice().removeListener(deskNotices);
        leave();
        questions.stop();
        top.stop();
    }

    public Dialogs dialogs() {
        return dialogs;
    }

    private void attach(@Nullable Workspace next) {
        leave();
        workspace = next;
        pages.keySet().removeIf(PageId::ofCluster);
        if (next == null) {
            open(page.ofCluster() ? PageId.CONNECTIONS : page);
        } else {
            next.session().notices().addListener(notices);
            next.page().addListener(chosen);
            next.session().live().addListener(live);
            open(remembered());
        }
        showSession();
    }

    private void leave() {
        if (workspace != null) {
            workspace.session().notices().removeListener(notices);
            workspace.page().removeListener(chosen);
            workspace.session().live().removeListener(live);
            workspace = null;
        }
    }

    private PageId remembered() {
        String kept = desk.memory().text("page", PageId.OVERVIEW.name());
        for (PageId one : PageId.values()) {
            if (one.ofCluster() && one.name().equals(kept)) {
                return one;
            }
        }
        return PageId.OVERVIEW;
    }

    /** Shows a page; one that needs a cluster only while there is one. */
    public void open(PageId next) {
        if (next.ofCluster() && workspace == null) {
            return;
        }
        page = next;
        if (workspace != null) {
            workspace.page().set(next);
            if (next.ofCluster()) {
                desk.memory().keep("page", next.name());
            }
        }
        holder.getChildren().setAll(pages.computeIfAbsent(next, this::make));
        menu.show(next, workspace != null);
    }

    private Region make(PageId which) {
        Workspace open = workspace;
        if (which == PageId.CONNECTIONS) {
            return new ConnectionsView(desk, dialogs).root();
        }
        if (which == PageId.SETTINGS) {
            return new SettingsView(desk).root();
        }
        if (open == null) {
            throw new IllegalStateException(which + " without a cluster");
        }
        return switch (which) {
            case OVERVIEW -> new OverviewView(open).root();
            case NODES -> new NodesView(open, desk.memory(), dialogs).root();
            case CHANNELS -> new ChannelsView(open, desk.memory(), dialogs).root();
            case CLIENTS -> new ClientsView(open, desk.memory(), dialogs).root();
            case TAIL -> new TailView(open, desk.memory()).root();
            case PUBLISH -> new PublishView(open, desk.memory()).root();
            case EVENTS -> new EventsView(open, desk.memory(), desk.preferences()).root();
            case CONNECTIONS, SETTINGS -> throw new IllegalStateException("made above");
        };
    }

    private void tick() {
        if (workspace != null && desk.looking().get()) {
            workspace.session().tick();
            showSession();
        }
    }

    private void showSession() {
        ClusterSession session = workspace == null ? null : workspace.session();
        status.show(session);
        banner.show(session);
    }

    private void showNotices() {
        if (workspace != null) {
            var waiting = workspace.session().notices();
            List<Notice> all = List.copyOf(waiting);
            if (!all.isEmpty()) {
                all.forEach(toasts::show);
                Platform.runLater(() -> waiting.removeAll(all));
            }
        }
    }

    private void shortcut(KeyEvent event) {
        PageId chosen = pageOf(event);
        if (pressed(event, KeyCode.K)) {
            palette.open();
        } else if (overlay.isShowing()) {
            return;
        } else if (pressed(event, KeyCode.F)) {
            focusFilter();
        } else if (pressed(event, KeyCode.P)) {
            ofSession(session -> session.paused().set(!session.paused().get()));
        } else if (pressed(event, KeyCode.L)) {
            ofSession(session -> session.locked().set(!session.locked().get()));
        } else if (pressed(event, KeyCode.T)) {
            boolean dark = getStyleClass().contains("dark");
            desk.preferences().look().set(dark ? Look.LIGHT : Look.DARK);
        } else if (event.getCode() == KeyCode.F5) {
            refresh();
        } else if (chosen != null) {
            open(chosen);
        } else {
            return;
        }
        event.consume();
    }

    private static boolean pressed(KeyEvent event, KeyCode code) {
        return new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN).match(event);
    }

    /** The page whose place in the menu is the key's digit, or null. */
    private static @Nullable PageId pageOf(KeyEvent event) {
        int place = DIGITS.indexOf(event.getCode());
        List<PageId> all = List.of(PageId.values());
        return event.isShortcutDown() && place >= 0 && place < all.size() ? all.get(place) : null;
    }

    private void ofSession(Consumer<ClusterSession> act) {
        if (workspace != null) {
            act.accept(workspace.session());
        }
    }

    private void focusFilter() {
        Node filter = holder.lookup(".page-filter");
        if (filter != null) {
            filter.requestFocus();
        }
    }

    private void refresh() {
        if (workspace != null && desk.looking().get()) {
            workspace.looking(false);
            workspace.looking(true);
        }
    }
}
