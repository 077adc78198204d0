package org.carotene.admingui.view.events;

import static org.carotene.admingui.fx.Texts.text;

import atlantafx.base.theme.Styles;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.carotene.admingui.fx.Controls;
import org.carotene.admingui.fx.Follow;
import org.carotene.admingui.fx.Icons;
import org.carotene.admingui.fx.Inputs;
import org.carotene.admingui.fx.Kept;
import org.carotene.admingui.fx.LiveList;
import org.carotene.admingui.fx.LiveRow;
import org.carotene.admingui.fx.Sentences;
import org.carotene.admingui.fx.StatePane;
import org.carotene.admingui.fx.Texts;
import org.carotene.admingui.fx.TimedLine;
import org.carotene.admingui.fx.Units;
import org.carotene.admingui.model.Alert;
import org.carotene.admingui.model.AlertRule;
import org.carotene.admingui.model.EventRow;
import org.carotene.admingui.profile.Memory;
import org.carotene.admingui.view.PageFrame;
import org.carotene.admingui.vm.EventsViewModel;
import org.carotene.admingui.vm.PageId;
import org.carotene.admingui.vm.Preferences;
import org.carotene.admingui.vm.Workspace;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** What is wrong now, what has happened, and the rules of the alerts. */
public final class EventsView {
    private static final List<String> KINDS = List.of("timeline", "rules");

    private final EventsViewModel model;
    private final Preferences preferences;
    private final ObjectProperty<String> kind = new SimpleObjectProperty<>(KINDS.get(0));
    private final PageFrame root;

    public EventsView(Workspace workspace, Memory memory, Preferences preferences) {
        this.model = workspace.events();
        Kept.text(memory, "events.filter", model.words());
        Kept.flag(memory, "events.topology", model.topology());
        Kept.flag(memory, "events.actions", model.actions());
        Kept.flag(memory, "events.logs", model.logs());
        this.preferences = preferences;
        Region timeline = timeline();
        Region rules = rules();
        StackPane holder = new StackPane(timeline);
        kind.addListener(
                (property, before, now) -> holder.getChildren().setAll(now.equals("rules") ? rules : timeline));
        root = new PageFrame(
                PageId.EVENTS,
                holder,
                Inputs.segments("events-kind", KINDS, kind, name -> text("events.kind." + name)));
    }

    public Region root() {
        return root;
    }

    private Region timeline() {
        ListView<LiveRow<Alert>> alerts = LiveList.of("alerts", "alerts.now", model.alerts(), AlertCell::new);
        alerts.setFixedCellSize(34);
        Label calm = Controls.label("", "calm");
        calm.setId("alerts-none");
        Runnable measure = () -> {
            int count = model.alerts().list().size();
            Controls.shown(alerts, count > 0);
            Controls.shown(calm, count == 0);
            alerts.setPrefHeight(Math.min(count, 5) * 34.0 + 4);
            alerts.setMinHeight(Math.min(count, 3) * 34.0 + 4);
        };
        Follow.list(alerts, model.alerts().list(), measure);
        measure.run();
        calm.textProperty().bind(model.known().map(known -> text(known ? "alerts.none" : "alerts.unknown")));
        ListView<LiveRow<EventRow>> events =
                LiveList.of("events", "events.timeline", model.session().events(), model.events(), EventCell::new);
        events.setFixedCellSize(34);
        Button older = Controls.button("events.older", Feather.CLOCK, model::older);
        older.setId("events-older");
        older.disableProperty().bind(model.canBeOlder().not());
        TextField words = Inputs.filter("events.filter", model.words());
        words.getStyleClass().add("page-filter");
        words.setPrefWidth(260);
        HBox bar = Controls.bar(
                words,
                Inputs.check("events.topology", model.topology()),
                Inputs.check("events.actions", model.actions()),
                Inputs.check("events.logs", model.logs()));
        return Controls.column(
                10,
                Controls.heading("alerts.now"),
                alerts,
                calm,
                Controls.heading("events.timeline"),
                bar,
                new StatePane(events, model.state(), model::show),
                Controls.bar(older, Controls.note(model.problem())));
    }

    private Region rules() {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("form-grid");
        grid.setHgap(20);
        grid.setVgap(8);
        String[] heads = {"rule.on", "rule.sign", "rule.threshold", "rule.grace"};
        for (int i = 0; i < heads.length; i++) {
            Label head = Controls.label(text(heads[i]), "fact-name");
            Controls.tip(head, heads[i]);
            grid.add(head, i, 0);
        }
        int row = 1;
        for (AlertRule rule : preferences.rules().get()) {
            addRule(grid, row++, rule);
        }
        Label read = Controls.label(text("rules.read"), "muted");
        read.setWrapText(true);
        ScrollPane scroll = new ScrollPane(Controls.column(16, read, grid));
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("edge-to-edge");
        return scroll;
    }

    private void addRule(GridPane grid, int row, AlertRule rule) {
        String sign = rule.sign().name().toLowerCase(Locale.ROOT);
        CheckBox on = new CheckBox();
        on.setSelected(rule.enabled());
        on.setId("rule-" + sign);
        on.setAccessibleText(text("sign." + sign));
        TextField threshold = number(rule.threshold(), text("rule.threshold") + " " + text("sign." + sign));
        TextField grace = number((double) rule.grace().toSeconds(), text("rule.grace") + " " + text("sign." + sign));
        Label unit = Controls.label(rule.sign().measured() ? text("unit." + sign) : "", "muted");
        Runnable change = () -> {
            try {
                preferences.rule(new AlertRule(
                        rule.sign(),
                        Double.parseDouble(threshold.getText().trim().replace(',', '.')),
                        Duration.ofSeconds(Long.parseLong(grace.getText().trim())),
                        on.isSelected()));
                threshold.pseudoClassStateChanged(Styles.STATE_DANGER, false);
                grace.pseudoClassStateChanged(Styles.STATE_DANGER, false);
            } catch (IllegalArgumentException e) {
                threshold.pseudoClassStateChanged(Styles.STATE_DANGER, true);
                grace.pseudoClassStateChanged(Styles.STATE_DANGER, true);
            }
        };
        on.setOnAction(event -> change.run());
        threshold.textProperty().addListener(observable -> change.run());
        grace.textProperty().addListener(observable -> change.run());
        Label name = Controls.label(text("sign." + sign));
        Controls.tip(name, "sign." + sign);
        HBox measured = new HBox(8, threshold, unit);
        measured.setAlignment(Pos.CENTER_LEFT);
        HBox waits = new HBox(8, grace, Controls.label(text("unit.seconds"), "muted"));
        waits.setAlignment(Pos.CENTER_LEFT);
        measured.setVisible(rule.sign().measured());
        grid.addRow(row, on, name, measured, waits);
    }

    private static TextField number(double value, String name) {
        TextField field =
                new TextField(value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value));
        field.setPrefColumnCount(6);
        field.setAccessibleText(name);
        return field;
    }

    private static final class AlertCell extends ListCell<LiveRow<Alert>> {
        @Override
        protected void updateItem(@Nullable LiveRow<Alert> row, boolean empty) {
            super.updateItem(row, empty);
            textProperty().unbind();
            setGraphic(null);
            if (empty || row == null) {
                setText(null);
                return;
            }
            setGraphic(Icons.of(Feather.ALERT_TRIANGLE, "bad-icon"));
            textProperty().bind(row.value().map(AlertCell::words));
        }

        static String words(Alert alert) {
            String sign = alert.rule().sign().name().toLowerCase(Locale.ROOT);
            String what = alert.subject().isEmpty()
                    ? text("sign." + sign)
                    : text("alert.of", text("sign." + sign), alert.subject());
            if (!alert.rule().sign().measured()) {
                return what;
            }
            return text(
                    "alert.value",
                    what,
                    alert.value() == null ? Units.unknown() : Units.rate(alert.value()),
                    text("unit." + sign),
                    Units.rate(alert.rule().threshold()));
        }
    }

    private static final class EventCell extends TimedLine<EventRow> {
        private final Label icon;
        private final Label kind;
        private final Label words;
        private final Label node;

        EventCell() {
            this(new Label(), fixed(150, "event-kind"), Controls.label("", "event-words"), Controls.label("", "muted"));
        }

        private EventCell(Label icon, Label kind, Label words, Label node) {
            super(Pos.CENTER_LEFT, words, icon, kind, words, node);
            this.icon = icon;
            this.kind = kind;
            this.words = words;
            this.node = node;
            node.setMinWidth(Region.USE_PREF_SIZE);
        }

        @Override
        protected @Nullable Instant at(EventRow event) {
            return event.at();
        }

        @Override
        protected String show(EventRow event) {
            String key = "event." + event.type();
            icon.setGraphic(icon(event));
            kind.setText(Texts.has(key) ? text(key) : event.type());
            String by =
                    event.operator() == null ? "" : " " + text("event.by", event.operator(), Units.word(event.from()));
            words.setText(Sentences.words(event.sentence()) + by);
            node.setText(text("event.at", event.node()));
            Controls.tooltip(words, Units.dayAndTime(event.at()) + "\n" + words.getText());
            return kind.getText() + " " + words.getText() + " " + node.getText();
        }

        private static FontIcon icon(EventRow event) {
            return switch (event.type()) {
                case "joined", "attached", "started", "ready" -> Icons.of(Feather.LOG_IN, "good-icon");
                case "left", "drained" -> Icons.of(Feather.LOG_OUT, "note-icon");
                case "failed", "error", "detached" -> Icons.of(Feather.X_CIRCLE, "bad-icon");
                case "split", "split_changed" -> Icons.of(Feather.SCISSORS, "bad-icon");
                case "healed", "granted", "leaving_side" -> Icons.of(Feather.LINK, "good-icon");
                case "action" -> Icons.of(Feather.USER, "note-icon");
                case "warning", "refused" -> Icons.of(Feather.ALERT_TRIANGLE, "warning-icon");
                default -> Icons.of(Feather.INFO, "note-icon");
            };
        }
    }
}
