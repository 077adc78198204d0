package org.carotene.admingui.view.channels;

import static org.carotene.admingui.fx.Texts.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.control.TreeTableView;
import org.carotene.admingui.fx.Controls;
import org.carotene.admingui.fx.Follow;
import org.carotene.admingui.fx.Units;
import org.carotene.admingui.model.ChannelSegment;
import org.carotene.admingui.model.Page;
import org.carotene.admingui.vm.ChannelsViewModel;
import org.jspecify.annotations.Nullable;

/** The channels by the segments of their names; a level is asked for when it is opened, and all of them by a refresh. */
final class ChannelTree {
    private final ChannelsViewModel model;
    private final TreeTableView<Row> view = new TreeTableView<>();
    private final Label problem = Controls.label("", "state-detail");
    private final Set<String> opened = new HashSet<>();
    private int turn;

    /** A segment, or words in the place of some, with what a click on them does. */
    private record Row(
            String words,
            @Nullable ChannelSegment segment,
            @Nullable Runnable action) {}

    ChannelTree(ChannelsViewModel model) {
        this.model = model;
        view.setId("channel-tree");
        view.setAccessibleText(text("channels.tree"));
        view.setShowRoot(false);
        view.setFixedCellSize(34);
        view.setPlaceholder(problem);
        view.getStyleClass().add("live-table");
        TreeTableColumn<Row, String> segment = column("segment", 360, Row::words);
        column("channels", 130, ChannelTree::channels).getStyleClass().add("figure-column");
        column(
                        "subscribers",
                        120,
                        row -> row.segment() == null
                                ? ""
                                : Units.count(row.segment().subscribers()))
                .getStyleClass()
                .add("figure-column");
        // The names have what the figures leave, and the scroll bar.
        segment.prefWidthProperty().bind(view.widthProperty().subtract(130 + 120 + 18));
        view.getSelectionModel().selectedItemProperty().addListener((property, before, now) -> {
            if (now != null && now.getValue() != null) {
                choose(now.getValue());
            }
        });
        Follow.any(view, this::load, model.shown());
    }

    TreeTableView<Row> view() {
        return view;
    }

    private void choose(Row row) {
        if (row.action() != null) {
            row.action().run();
        } else if (row.segment() != null && row.segment().leaf()) {
            model.selected().set(row.segment().name());
        }
    }

    /** Asks for the first level below the prefix that is written, and for those that are open. */
    void load() {
        if (!model.tree().get()) {
            return;
        }
        int mine = ++turn;
        if (view.getRoot() == null || view.getRoot().isLeaf()) {
            problem.setText(text("state.loading"));
        }
        String prefix = model.prefix().get();
        model.segments(
                prefix,
                null,
                page -> {
                    // One for a prefix that is no longer written may come late.
                    if (mine == turn) {
                        problem.setText(text("channels.none.fits"));
                        TreeItem<Row> root = new TreeItem<>();
                        root.getChildren().setAll(items(root, prefix, page));
                        view.setRoot(root);
                    }
                },
                failure -> {
                    if (mine == turn) {
                        problem.setText(failure);
                        view.setRoot(null);
                    }
                });
    }

    private List<TreeItem<Row>> items(TreeItem<Row> parent, String below, Page<ChannelSegment> page) {
        List<TreeItem<Row>> items = new ArrayList<>();
        page.items().forEach(segment -> items.add(item(segment)));
        String next = page.next();
        if (next != null) {
            TreeItem<Row> more = new TreeItem<>();
            more.setValue(new Row(text("tree.more"), null, () -> more(parent, below, next, more)));
            items.add(more);
        }
        return items;
    }

    private void more(TreeItem<Row> parent, String below, String cursor, TreeItem<Row> more) {
        // It goes when the others come, and the selection with it to a row that nobody has chosen.
        view.getSelectionModel().clearSelection();
        more.setValue(new Row(text("state.loading"), null, null));
        model.segments(
                below,
                cursor,
                page -> {
                    parent.getChildren().remove(more);
                    parent.getChildren().addAll(items(parent, below, page));
                },
                failure -> more.setValue(new Row(failure, null, () -> more(parent, below, cursor, more))));
    }

    private TreeItem<Row> item(ChannelSegment segment) {
        String words = segment.segment().isEmpty() ? text("tree.empty.segment") : segment.segment();
        TreeItem<Row> item = new TreeItem<>(new Row(words, segment, null));
        if (segment.opens()) {
            // Shows that it can be opened, and what it shows until the level is there.
            item.getChildren().add(new TreeItem<>(new Row(text("state.loading"), null, null)));
            item.expandedProperty().addListener((property, before, now) -> {
                if (now && opened.add(segment.name())) {
                    open(item, segment.name());
                } else if (!now) {
                    opened.remove(segment.name());
                }
            });
            if (opened.contains(segment.name())) {
                item.setExpanded(true);
                open(item, segment.name());
            }
        }
        return item;
    }

    private void open(TreeItem<Row> item, String name) {
        String below = name + model.separator().get();
        model.segments(
                below,
                null,
                page -> item.getChildren().setAll(items(item, below, page)),
                failure -> item.getChildren().setAll(List.of(new TreeItem<>(new Row(failure, null, null)))));
    }

    private static String channels(Row row) {
        ChannelSegment segment = row.segment();
        if (segment == null) {
            return "";
        }
        return segment.channels() == null && segment.channelsAtLeast() != null
                ? text("tree.between", Units.count(segment.channelsAtLeast()), Units.count(segment.channelsAtMost()))
                : Units.count(segment.channels());
    }

    private TreeTableColumn<Row, String> column(String name, double width, Function<Row, String> words) {
        TreeTableColumn<Row, String> column = new TreeTableColumn<>();
        Label title = Controls.label(text("tree." + name));
        Controls.tip(title, "tree." + name);
        column.setGraphic(title);
        column.setPrefWidth(width);
        column.setSortable(false);
        column.setCellValueFactory(features -> {
            Row value = features.getValue().getValue();
            return new ReadOnlyStringWrapper(value == null ? "" : words.apply(value));
        });
        view.getColumns().add(column);
        return column;
    }
}
