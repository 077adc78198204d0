package org.carotene.admingui.view.clients;

import static org.carotene.admingui.fx.Texts.text;

import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.carotene.admingui.fx.Controls;
import org.carotene.admingui.fx.Dialogs;
import org.carotene.admingui.fx.Drawer;
import org.carotene.admingui.fx.Facts;
import org.carotene.admingui.fx.Follow;
import org.carotene.admingui.fx.Inputs;
import org.carotene.admingui.fx.Kept;
import org.carotene.admingui.fx.LiveList;
import org.carotene.admingui.fx.LiveRow;
import org.carotene.admingui.fx.LiveTable;
import org.carotene.admingui.fx.StatePane;
import org.carotene.admingui.fx.Units;
import org.carotene.admingui.model.ClientRow;
import org.carotene.admingui.model.PresenceRow;
import org.carotene.admingui.profile.Memory;
import org.carotene.admingui.view.Disconnecting;
import org.carotene.admingui.view.PageBar;
import org.carotene.admingui.view.PageFrame;
import org.carotene.admingui.vm.Acts;
import org.carotene.admingui.vm.ClientsViewModel;
import org.carotene.admingui.vm.PageId;
import org.carotene.admingui.vm.Workspace;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The clients, and where users are. */
public final class ClientsView {
    private final Workspace workspace;
    private final ClientsViewModel model;
    private final Disconnecting disconnecting;
    private final PageFrame root;

    public ClientsView(Workspace workspace, Memory memory, Dialogs dialogs) {
        this.workspace = workspace;
        this.model = workspace.clients();
        this.disconnecting = new Disconnecting(workspace.session(), workspace.acts(), dialogs);
        Kept.choice(memory, "clients.sort", ClientsViewModel.SORTS, model.sort());
        Kept.choice(memory, "clients.field", ClientsViewModel.FIELDS, model.field());
        Kept.text(memory, "clients.words", model.words());
        Kept.choice(memory, "clients.transport", ClientsViewModel.TRANSPORTS, model.transport());
        Kept.flag(memory, "clients.backlog", model.backlog());
        Kept.flag(memory, "clients.anonymous", model.anonymous());

        TextField words = Inputs.filter("clients.words", model.words());
        words.setId("client-words");
        words.getStyleClass().add("page-filter");
        words.setPrefWidth(200);
        HBox bar = Controls.bar(
                Inputs.choice(
                        "clients.field", ClientsViewModel.FIELDS, model.field(), name -> text("clients.field." + name)),
                words,
                Inputs.choice(
                        "clients.transport",
                        ClientsViewModel.TRANSPORTS,
                        model.transport(),
                        name -> text("clients.transport." + (name.isEmpty() ? "all" : name))),
                Inputs.choice(
                        "clients.sort", ClientsViewModel.SORTS, model.sort(), name -> text("clients.sort." + name)),
                Inputs.check("clients.backlog", model.backlog()),
                Inputs.check("clients.anonymous", model.anonymous()));

        LiveTable<ClientRow> table = table(memory);
        Button disconnect = Controls.button("clients.disconnect", Feather.USER_X, () -> ask(table.selected()));
        disconnect.setId("clients-disconnect");
        disconnect.getStyleClass().add(Styles.DANGER);
        Runnable enable = () -> disconnect.setDisable(
                workspace.session().locked().get() || table.selected().isEmpty());
        table.view().getSelectionModel().getSelectedItems().addListener((ListChangeListener<LiveRow<ClientRow>>)
                change -> enable.run());
        Follow.any(disconnect, enable, workspace.session().locked());
        enable.run();
        table.view().setOnKeyReleased(event -> {
            if (event.getCode() == KeyCode.DELETE && !disconnect.isDisabled()) {
                disconnect.fire();
            }
        });
        VBox pages = Controls.column(
                6,
                new StatePane(
                        table.view(),
                        model.clients().state(),
                        () -> model.clients().restart()),
                new PageBar(model.clients()));
        pages.setMinWidth(0);
        HBox content = new HBox(Controls.grow(pages), drawer());
        root = new PageFrame(PageId.CLIENTS, Controls.column(10, bar, Controls.grow(content)), disconnect)
                .partial(model.clients().partial());
    }

    public Region root() {
        return root;
    }

    private void ask(List<ClientRow> clients) {
        if (!clients.isEmpty()) {
            disconnecting.ask(Acts.Target.clients(clients));
        }
    }

    private LiveTable<ClientRow> table(Memory memory) {
        LiveTable<ClientRow> made = new LiveTable<>(
                        "clients", memory, model.clients().rows(), false)
                .text("user", 140, row -> row.user() == null ? text("client.anonymous") : row.user())
                .figure("queued", 84, ClientRow::queuedBytes, Units::bytes)
                .text("address", 140, row -> Units.word(row.address()))
                .text("transport", 92, row -> transport(row.transport()))
                .figure("subscriptions", 84, ClientRow::subscriptions, Units::count)
                .figure("age", 96, ClientRow::ageMs, Units::span)
                .figure("idle", 80, ClientRow::idleMs, Units::span)
                .figure("in", 64, ClientRow::in, Units::count)
                .figure("out", 76, ClientRow::out, Units::count)
                .text("node", 158, ClientRow::node)
                .text("id", 120, ClientRow::id)
                .hidden("id")
                .multiple();
        made.onSelect(row -> model.selected().set(row));
        Follow.value(made.view(), model.selected(), now -> made.select(now == null ? null : now.key()));
        return made;
    }

    private static String transport(@Nullable String name) {
        return name == null ? Units.unknown() : text("clients.transport." + name);
    }

    private Region drawer() {
        Facts<ClientRow> facts = new Facts<ClientRow>()
                .fact("client.id", ClientRow::id)
                .fact("client.node", ClientRow::node)
                .fact("client.address", client -> Units.word(client.address()))
                .fact(
                        "client.transport",
                        client -> transport(client.transport()) + (Boolean.TRUE.equals(client.tls()) ? " (TLS)" : ""))
                .fact("client.protocol", client -> Units.word(client.protocol()))
                .fact("client.since", client -> Units.dayAndTime(client.since()))
                .fact("client.idle", client -> Units.span(client.idleMs()))
                .fact("client.queued", client -> Units.bytes(client.queuedBytes()))
                .fact("client.in", client -> Units.count(client.in()))
                .fact("client.out", client -> Units.count(client.out()))
                .fact("client.channels", ClientsView::channels);
        ListView<LiveRow<PresenceRow>> places =
                LiveList.of("client-places", "client.places", model.places().rows(), PlaceCell::new);
        places.setFixedCellSize(30);
        Controls.onOpen(places, row -> {
            if (row.get().channel() != null) {
                workspace.goToChannel(row.get().channel());
            }
        });
        StatePane where = new StatePane(places, model.places().state(), () -> {});
        where.setMinHeight(100);
        Button one = Controls.button("client.disconnect", Feather.USER_X, () -> {
            ClientRow client = model.selected().get();
            if (client != null) {
                ask(List.of(client));
            }
        });
        one.setId("client-disconnect");
        one.getStyleClass().add(Styles.DANGER);
        one.disableProperty().bind(workspace.session().locked());
        Button user = Controls.button("client.disconnect.user", Feather.USERS, () -> {
            ClientRow client = model.selected().get();
            if (client != null && client.user() != null) {
                disconnecting.ask(Acts.Target.user(client.user()));
            }
        });
        user.setId("user-disconnect");
        user.getStyleClass().add(Styles.DANGER);
        FlowPane acts = new FlowPane(8, 8, one, user);
        Drawer drawer = new Drawer(
                "client-drawer",
                Controls.column(
                        14,
                        facts,
                        Controls.heading("client.places"),
                        Controls.note(model.places().incomplete()),
                        where),
                acts,
                () -> model.selected().set(null));
        drawer.badge("", "note");
        Runnable show = () -> {
            ClientRow client = model.detail().get();
            Controls.shown(drawer, client != null);
            drawer.problem(model.detailProblem().get());
            facts.show(client);
            if (client != null) {
                drawer.title(client.user() == null ? text("client.anonymous") : client.user());
            }
            user.setDisable(client == null
                    || client.user() == null
                    || workspace.session().locked().get());
        };
        Follow.any(
                drawer,
                show,
                model.detail(),
                model.detailProblem(),
                workspace.session().locked());
        show.run();
        return drawer;
    }

    private static String channels(ClientRow client) {
        if (client.channels() == null) {
            return Units.count(client.subscriptions());
        }
        String named = String.join(", ", client.channels());
        long total = client.channelsTotal() == null ? client.channels().size() : client.channelsTotal();
        return total > client.channels().size()
                ? text("client.channels.more", named, total - client.channels().size())
                : named.isEmpty() ? text("client.channels.none") : named;
    }

    private static final class PlaceCell extends ListCell<LiveRow<PresenceRow>> {
        @Override
        protected void updateItem(@Nullable LiveRow<PresenceRow> row, boolean empty) {
            super.updateItem(row, empty);
            setText(empty || row == null ? null : words(row.get()));
        }

        private static String words(PresenceRow place) {
            String channel = Units.word(place.channel());
            return place.clients() == null ? channel : text("client.place", channel, place.clients());
        }
    }
}
