package org.carotene.admingui.view.channels;

import static org.carotene.admingui.fx.Texts.text;

import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.control.TreeTableView;
import org.carotene.admingui.fx.Controls;
import org.carotene.admingui.fx.Units;
import org.carotene.admingui.model.ChannelSegment;
import org.carotene.admingui.model.Page;
import org.carotene.admingui.vm.ChannelsViewModel;

/** The channels by the segments of their names; a level is asked for when it is opened. */
final class ChannelTree {
    private final ChannelsViewModel model;
    private final TreeTableView<ChannelSegment> view = new TreeTableView<>();
    private final Label problem = Controls.label("", "state-detail");

    ChannelTree(ChannelsViewModel model) {
        this.model = model;
        view.setId("channel-tree");
        view.setAccessibleText(text("channels.tree"));
        view.setShowRoot(false);
        view.setFixedCellSize(34);
        view.setPlaceholder(problem);
        view.getStyleClass().add("live-table");
        column("segment", 360, segment -> segment.segment().isEmpty() ? text("tree.empty.segment") : segment.segment());
        column("channels", 130, ChannelTree::channels).getStyleClass().add("figure-column");
        column("subscribers", 120, segment -> Units.count(segment.subscribers()))
                .getStyleClass()
                .add("figure-column");
        view.getSelectionModel().selectedItemProperty().addListener((property, before, now) -> {
            if (now != null && now.getValue() != null && now.getValue().leaf()) {
                model.selected().set(now.getValue().name());
            }
        });
    }

    TreeTableView<ChannelSegment> view() {
        return view;
    }

    /** Asks for the first level below the prefix that is written. */
    void load() {
        problem.setText(text("state.loading"));
        view.setRoot(new TreeItem<>());
        model.segments(
                model.prefix().get(),
                page -> {
                    problem.setText(text("channels.none.fits"));
                    TreeItem<ChannelSegment> root = new TreeItem<>();
                    fill(root, page);
                    view.setRoot(root);
                },
                failure -> problem.setText(failure));
    }

    private void fill(TreeItem<ChannelSegment> parent, Page<ChannelSegment> page) {
        parent.getChildren().setAll(page.items().stream().map(this::item).toList());
        if (page.next() != null) {
            parent.getChildren().add(new TreeItem<>(ChannelSegment.note(text("tree.more"))));
        }
    }

    private TreeItem<ChannelSegment> item(ChannelSegment segment) {
        TreeItem<ChannelSegment> item = new TreeItem<>(segment);
        if (segment.opens()) {
            // Shows that it can be opened, and what it shows until the level is there.
            TreeItem<ChannelSegment> loading = new TreeItem<>(ChannelSegment.note(text("state.loading")));
            item.getChildren().setAll(List.of(loading));
            item.expandedProperty().addListener((property, before, now) -> {
                if (now && item.getChildren().contains(loading)) {
                    model.segments(
                            segment.name() + model.separator().get(),
                            page -> fill(item, page),
                            failure -> loading.setValue(ChannelSegment.note(failure)));
                }
            });
        }
        return item;
    }

    private static String channels(ChannelSegment segment) {
        return segment.channels() == null && segment.channelsAtLeast() != null
                ? text("tree.between", Units.count(segment.channelsAtLeast()), Units.count(segment.channelsAtMost()))
                : Units.count(segment.channels());
    }

    private TreeTableColumn<ChannelSegment, String> column(
            String name, double width, Function<ChannelSegment, String> words) {
        TreeTableColumn<ChannelSegment, String> column = new TreeTableColumn<>();
        Label title = Controls.label(text("tree." + name));
        Controls.tip(title, "tree." + name);
        column.setGraphic(title);
        column.setPrefWidth(width);
        column.setSortable(false);
        column.setCellValueFactory(features -> {
            ChannelSegment value = features.getValue().getValue();
            boolean figures = value != null && (value.real() || name.equals("segment"));
            return new ReadOnlyStringWrapper(figures ? words.apply(value) : "");
        });
        view.getColumns().add(column);
        return column;
    }
}
