package org.carotene.admingui.view.channels;

import static org.carotene.admingui.fx.Texts.text;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
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
import org.carotene.admingui.model.ChannelDetail;
import org.carotene.admingui.model.ChannelRow;
import org.carotene.admingui.model.PresenceRow;
import org.carotene.admingui.profile.Memory;
import org.carotene.admingui.view.Disconnecting;
import org.carotene.admingui.view.PageBar;
import org.carotene.admingui.view.PageFrame;
import org.carotene.admingui.vm.Acts;
import org.carotene.admingui.vm.ChannelsViewModel;
import org.carotene.admingui.vm.PageId;
import org.carotene.admingui.vm.Workspace;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The channels and one of them in detail. */
public final class ChannelsView {
    private final Workspace workspace;
    private final ChannelsViewModel model;
    private final Disconnecting disconnecting;
    private final Facts<ChannelDetail> facts = new Facts<>();
    private final PageFrame root;

    public ChannelsView(Workspace workspace, Memory memory, Dialogs dialogs) {
        this.workspace = workspace;
        this.model = workspace.channels();
        this.disconnecting = new Disconnecting(workspace.session(), workspace.acts(), dialogs);
        Kept.text(memory, "channels.separator", model.separator());
        Kept.flag(memory, "channels.tree", model.tree());
        Kept.choice(memory, "channels.sort", ChannelsViewModel.SORTS, model.sort());
        Kept.text(memory, "channels.prefix", model.prefix());
        Kept.text(memory, "channels.contains", model.contains());

        TextField prefix = Inputs.filter("channels.prefix", model.prefix());
        prefix.setId("channel-prefix");
        prefix.getStyleClass().add("page-filter");
        prefix.setPrefWidth(220);
        TextField contains = Inputs.filter("channels.contains", model.contains());
        contains.setPrefWidth(180);
        var sort = Inputs.choice(
                "channels.sort", ChannelsViewModel.SORTS, model.sort(), name -> text("channels.sort." + name));
        TextField separator = Inputs.field("channels.separator", model.separator());
        separator.setPrefWidth(60);
        separator.setMinWidth(60);
        HBox bar = Controls.bar(prefix, contains, sort, separator);

        LiveTable<ChannelRow> table = table(memory);
        ChannelTree tree = new ChannelTree(model);
        VBox pages = Controls.column(
                6,
                new StatePane(
                        table.view(),
                        model.channels().state(),
                        () -> model.channels().restart()),
                new PageBar(model.channels()));
        StackPane holder = new StackPane();
        holder.setMinSize(0, 0);
        Runnable fill = () -> {
            boolean asTree = model.tree().get();
            holder.getChildren().setAll(asTree ? tree.view() : pages);
            Controls.shown(contains, !asTree);
            Controls.shown(sort, !asTree);
            Controls.shown(separator, asTree);
            if (asTree) {
                tree.load();
            }
        };
        Follow.any(holder, fill, model.tree());
        Follow.value(holder, model.prefix(), now -> {
            if (model.tree().get()) {
                tree.load();
            }
        });
        separator.setOnAction(event -> tree.load());
        fill.run();

        HBox content = new HBox(Controls.grow(holder), drawer());
        VBox all = Controls.column(10, bar, Controls.grow(content));
        root = new PageFrame(
                        PageId.CHANNELS,
                        all,
                        Inputs.segments(
                                "channels-tree",
                                List.of(false, true),
                                model.tree(),
                                asTree -> text("channels.as." + asTree)))
                .partial(model.channels().partial());
    }

    public Region root() {
        return root;
    }

    private LiveTable<ChannelRow> table(Memory memory) {
        LiveTable<ChannelRow> made = new LiveTable<>(
                        "channels", memory, model.channels().rows(), false)
                .text("name", 300, ChannelRow::name)
                .figure("subscribers", 120, ChannelRow::subscribers, Units::count)
                .figure("rate", 110, ChannelRow::publicationsPerSecond, Units::rate)
                .text("nodes", 500, row -> String.join(", ", row.nodes()));
        made.onSelect(row -> model.selected().set(row.name()));
        Follow.value(made.view(), model.selected(), made::select);
        made.onOpen(row -> workspace.goToTail(row.name()));
        return made;
    }

    private Region drawer() {
        facts.fact("channel.subscribers", channel -> Units.count(channel.subscribers()))
                .fact("channel.members", channel -> Units.count(channel.members()))
                .fact(
                        "channel.rate",
                        channel -> channel.publicationsPerSecond() == null
                                ? Units.unknown()
                                : text("per.second", Units.rate(channel.publicationsPerSecond())))
                .fact("channel.presence", channel -> Units.yes(channel.presence()))
                .fact("channel.nodes", ChannelsView::nodes);
        ListView<LiveRow<PresenceRow>> members =
                LiveList.of("channel-members", "channel.here", model.members().rows(), MemberCell::new);
        members.setFixedCellSize(30);
        Controls.onOpen(members, row -> {
            if (row.get().user() != null) {
                workspace.goToUser(row.get().user());
            }
        });
        StatePane present = new StatePane(members, model.members().state(), () -> {});
        present.setMinHeight(100);
        FlowPane acts = new FlowPane(8, 8);
        Button disconnect = Controls.button(
                "channel.disconnect",
                Feather.USER_X,
                () -> with(channel -> disconnecting.ask(Acts.Target.channel(channel))));
        disconnect.setId("channel-disconnect");
        disconnect.getStyleClass().add(Styles.DANGER);
        disconnect.disableProperty().bind(workspace.session().locked());
        acts.getChildren()
                .addAll(
                        Controls.button("channel.tail", Feather.ACTIVITY, () -> with(workspace::goToTail)),
                        Controls.button("channel.publish", Feather.SEND, () -> with(workspace::goToPublish)),
                        Controls.button("channel.clients", Feather.USERS, () -> with(workspace::goToSubscribers)),
                        disconnect);
        Drawer drawer = new Drawer(
                "channel-drawer",
                Controls.column(
                        14,
                        facts,
                        Controls.heading("channel.here"),
                        Controls.note(model.members().incomplete()),
                        present),
                acts,
                () -> model.selected().set(null));
        drawer.badge("", "note");
        Runnable show = () -> {
            String name = model.selected().get();
            Controls.shown(drawer, name != null);
            drawer.title(String.valueOf(name));
            drawer.problem(model.detailProblem().get());
            facts.show(model.detail().get());
        };
        Follow.any(drawer, show, model.selected(), model.detail(), model.detailProblem());
        show.run();
        return drawer;
    }

    private void with(Consumer<String> act) {
        String channel = model.selected().get();
        if (channel != null) {
            act.accept(channel);
        }
    }

    private static String nodes(ChannelDetail channel) {
        StringBuilder words = new StringBuilder();
        for (ChannelDetail.At at : channel.nodes()) {
            words.append(words.isEmpty() ? "" : "\n")
                    .append(text("channel.at", at.node(), Units.count(at.subscribers()), Units.count(at.users())));
        }
        return words.isEmpty() ? text("channel.nowhere") : words.toString();
    }

    private static final class MemberCell extends ListCell<LiveRow<PresenceRow>> {
        @Override
        protected void updateItem(@Nullable LiveRow<PresenceRow> row, boolean empty) {
            super.updateItem(row, empty);
            setText(empty || row == null ? null : Units.word(row.get().user()));
        }
    }
}
