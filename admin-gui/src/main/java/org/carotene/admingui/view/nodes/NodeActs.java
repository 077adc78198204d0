package org.carotene.admingui.view.nodes;

import static org.carotene.admingui.fx.Texts.text;

import atlantafx.base.theme.Styles;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.carotene.admingui.fx.Controls;
import org.carotene.admingui.fx.Dialogs;
import org.carotene.admingui.fx.Inputs;
import org.carotene.admingui.fx.Units;
import org.carotene.admingui.model.NodeSummary;
import org.carotene.admingui.vm.Acts;
import org.carotene.admingui.vm.NodesViewModel;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** What can be done to a node, each with its question before it. */
final class NodeActs {
    private static final List<String> LEVELS = List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF");

    private final NodesViewModel model;
    private final Acts acts;
    private final Dialogs dialogs;

    NodeActs(NodesViewModel model, Acts acts, Dialogs dialogs) {
        this.model = model;
        this.acts = acts;
        this.dialogs = dialogs;
    }

    /** An act by the key of its text; {@code obstacle} says why it cannot be done now, or null. */
    record Act(String key, Supplier<@Nullable String> obstacle, Consumer<String> action) {}

    List<Act> all() {
        return List.of(
                new Act("act.drain", model::whyNoDrain, this::drain),
                new Act("act.drain.off", model::whyNoCallOff, acts::callOffDrain),
                new Act("act.logger", model::whyNoChange, this::logger),
                new Act("act.diagnostics", () -> null, this::diagnostics));
    }

    private void drain(String node) {
        Spinner<Integer> seconds = new Spinner<>(0, 3600, 30, 10);
        seconds.setEditable(true);
        seconds.setId("drain-seconds");
        seconds.getEditor().setAccessibleText(text("drain.seconds"));
        CheckBox leave = new CheckBox(text("drain.leave"));
        leave.setId("drain-leave");
        leave.setSelected(true);
        Button go = new Button(text("act.drain"));
        go.setId("drain-go");
        go.getStyleClass().add(Styles.DANGER);
        go.setOnAction(event -> {
            boolean leaves = leave.isSelected();
            Duration over = Duration.ofSeconds(seconds.getValue());
            dialogs.overlay().close();
            dialogs.confirm(
                    text("drain.sure", node),
                    text(
                            leaves ? "drain.sure.leave" : "drain.sure.stay",
                            connections(node),
                            Units.span(over.toMillis())),
                    text("drain.go"),
                    model.session().profile().production() ? node : null,
                    () -> acts.drain(node, over, leaves));
        });
        VBox form = new VBox(10, Controls.label(text("drain.seconds")), seconds, leave);
        dialogs.show(text("drain.title", node), Feather.LOG_OUT, form, seconds, () -> {}, dialogs.cancelButton(), go);
    }

    private String connections(String node) {
        NodeSummary known =
                model.sight().get() == null ? null : model.sight().get().node(node);
        return known == null || known.connections() == null
                ? Units.unknown()
                : Units.count(known.connections().total());
    }

    private void logger(String node) {
        TextField logger = new TextField("org.carotene");
        logger.setId("logger-name");
        logger.setAccessibleText(text("logger.name"));
        SimpleObjectProperty<String> level = new SimpleObjectProperty<>("DEBUG");
        ComboBox<String> levels = Inputs.choice("logger.level", LEVELS, level, word -> word);
        Spinner<Integer> minutes = new Spinner<>(1, 60, 10);
        minutes.setEditable(true);
        minutes.getEditor().setAccessibleText(text("logger.minutes"));
        Button end = new Button(text("logger.end"));
        end.setOnAction(event -> {
            dialogs.overlay().close();
            acts.logger(node, logger.getText().trim(), null, Duration.ZERO);
        });
        Button go = new Button(text("logger.set"));
        go.setId("logger-go");
        go.getStyleClass().add(Styles.ACCENT);
        go.disableProperty().bind(logger.textProperty().isEmpty());
        go.setOnAction(event -> {
            dialogs.overlay().close();
            acts.logger(node, logger.getText().trim(), level.get(), Duration.ofMinutes(minutes.getValue()));
        });
        VBox form = new VBox(
                10,
                Controls.label(text("logger.name")),
                logger,
                Controls.label(text("logger.level")),
                levels,
                Controls.label(text("logger.minutes")),
                minutes);
        dialogs.show(
                text("logger.title", node), Feather.FILE_TEXT, form, logger, () -> {}, dialogs.cancelButton(), end, go);
    }

    private void diagnostics(String node) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(text("act.diagnostics"));
        chooser.setInitialFileName(TopologyRing.shortName(node) + "-diagnostics.zip");
        File file = chooser.showSaveDialog(dialogs.overlay().getScene().getWindow());
        if (file != null) {
            acts.diagnostics(node, file.toPath());
        }
    }
}
