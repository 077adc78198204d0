package org.carotene.admingui.view.tail;

import static org.carotene.admingui.fx.Texts.text;

import atlantafx.base.theme.Styles;
import java.io.File;
import java.time.Instant;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.stage.FileChooser;
import org.carotene.admingui.fx.Controls;
import org.carotene.admingui.fx.Follow;
import org.carotene.admingui.fx.Inputs;
import org.carotene.admingui.fx.Kept;
import org.carotene.admingui.fx.LiveList;
import org.carotene.admingui.fx.LiveRow;
import org.carotene.admingui.fx.StatePane;
import org.carotene.admingui.fx.TimedLine;
import org.carotene.admingui.fx.Units;
import org.carotene.admingui.model.TailItem;
import org.carotene.admingui.profile.Memory;
import org.carotene.admingui.view.PageFrame;
import org.carotene.admingui.vm.PageId;
import org.carotene.admingui.vm.TailLine;
import org.carotene.admingui.vm.TailViewModel;
import org.carotene.admingui.vm.Workspace;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Publications as they come, and one of them as JSON. */
public final class TailView {
    private final TailViewModel model;
    private final BooleanProperty wrap = new SimpleBooleanProperty();
    private final PageFrame root;

    public TailView(Workspace workspace, Memory memory) {
        this.model = workspace.tail();
        Kept.text(memory, "tail.channels", model.channels());
        Kept.flag(memory, "tail.wrap", wrap);
        Kept.text(memory, "tail.words", model.words());

        ListView<LiveRow<TailLine>> lines =
                LiveList.of("tail-lines", "tail.lines", model.rows(), model.lines(), LineCell::new);
        lines.getStyleClass().add("tail-lines");
        TextArea json = new TextArea();
        json.setId("tail-json");
        json.setEditable(false);
        json.setAccessibleText(text("tail.json"));
        json.setPromptText(text("tail.json.none"));
        json.getStyleClass().add("mono");
        // Later: while new lines come above, the line is unselected and selected again.
        lines.getSelectionModel()
                .selectedItemProperty()
                .addListener(observable -> Platform.runLater(() -> {
                    LiveRow<TailLine> line = lines.getSelectionModel().getSelectedItem();
                    String words = TailViewModel.pretty(line == null ? null : line.get());
                    if (!words.equals(json.getText())) {
                        json.setText(words);
                    }
                }));
        SplitPane split = new SplitPane(lines, json);
        split.setOrientation(Orientation.VERTICAL);
        split.setDividerPositions(memory.number("tail.divider", 0.7));
        split.getDividers()
                .get(0)
                .positionProperty()
                .addListener((property, before, now) -> memory.keep("tail.divider", now));

        Label figures = Controls.label("", "muted");
        figures.setId("tail-figures");
        figures.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> text(
                                "tail.figures",
                                Units.count(model.received().get()),
                                Units.count((long) model.capacity().get()),
                                Units.count(model.dropped().get())),
                        model.received(),
                        model.dropped(),
                        model.capacity()));
        Controls.tip(figures, "tail.figures");
        Label problem = Controls.label("", "problem");
        problem.textProperty().bind(model.problem());
        problem.setWrapText(true);
        Follow.value(problem, model.problem(), now -> Controls.shown(problem, !now.isEmpty()));
        Controls.shown(problem, !model.problem().get().isEmpty());
        root = new PageFrame(
                PageId.TAIL,
                Controls.column(10, asking(), showing(), problem, new StatePane(split, model.state(), model::start)),
                figures);
    }

    public Region root() {
        return root;
    }

    private HBox asking() {
        TextField channels = Inputs.field("tail.channels", model.channels());
        channels.setId("tail-channels");
        channels.getStyleClass().add("page-filter");
        channels.setOnAction(event -> model.start());
        Button start = Controls.button("tail.start", Feather.PLAY, model::start);
        start.setId("tail-start");
        start.getStyleClass().add(Styles.ACCENT);
        Button stop = Controls.button("tail.stop", Feather.SQUARE, model::stop);
        stop.setId("tail-stop");
        stop.disableProperty().bind(model.running().not());
        ToggleButton pause = Controls.toggle("tail.pause", Feather.PAUSE);
        pause.setId("tail-pause");
        pause.selectedProperty().bindBidirectional(model.paused());
        pause.disableProperty().bind(model.running().not());
        return Controls.bar(Controls.grow(channels), start, pause, stop);
    }

    private HBox showing() {
        TextField words = Inputs.filter("tail.words", model.words());
        words.setPrefWidth(220);
        Button clear = Controls.button("tail.clear", Feather.TRASH_2, model::clear);
        clear.setId("tail-clear");
        Button save = Controls.button("tail.save", Feather.SAVE, this::save);
        return Controls.bar(words, Inputs.check("tail.wrap", wrap), Controls.spacer(), clear, save);
    }

    private void save() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(text("tail.save"));
        chooser.setInitialFileName("tail.jsonl");
        File file = chooser.showSaveDialog(root.getScene().getWindow());
        if (file != null) {
            model.save(file.toPath());
        }
    }

    private final class LineCell extends TimedLine<TailLine> {
        private final Label channel;
        private final Label publisher;
        private final Label message;
        private final Label size;

        LineCell() {
            this(fixed(140, "tail-channel"), fixed(110, "muted"), Controls.label("", "mono"), fixed(70, "muted"));
        }

        private LineCell(Label channel, Label publisher, Label message, Label size) {
            super(Pos.TOP_LEFT, message, channel, publisher, message, size);
            this.channel = channel;
            this.publisher = publisher;
            this.message = message;
            this.size = size;
            size.setAlignment(Pos.CENTER_RIGHT);
            message.wrapTextProperty().bind(wrap);
        }

        @Override
        protected @Nullable Instant at(TailLine line) {
            return line.item().at();
        }

        @Override
        protected String show(TailLine line) {
            TailItem item = line.item();
            channel.setText(item.channel());
            Controls.tooltip(channel, text("tail.at", item.channel(), item.node()));
            boolean gap = line.gap();
            publisher.setText(gap ? "" : publisher(item));
            message.setText(item.line() + (item.truncated() ? " …" : ""));
            message.setMinHeight(wrap.get() ? Region.USE_PREF_SIZE : 0);
            size.setText(gap ? "" : Units.bytes(item.sizeBytes()));
            return item.channel() + " " + message.getText();
        }

        private static String publisher(TailItem item) {
            if (item.publisher() == null) {
                return Units.unknown();
            }
            return item.publisher().user() != null
                    ? item.publisher().user()
                    : text("publisher." + item.publisher().kind());
        }
    }
}
