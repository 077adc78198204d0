package org.carotene.admingui.view.publish;

import static org.carotene.admingui.fx.Texts.text;

import atlantafx.base.theme.Styles;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.carotene.admingui.fx.Controls;
import org.carotene.admingui.fx.Follow;
import org.carotene.admingui.fx.Inputs;
import org.carotene.admingui.fx.Kept;
import org.carotene.admingui.profile.Memory;
import org.carotene.admingui.view.PageFrame;
import org.carotene.admingui.vm.PageId;
import org.carotene.admingui.vm.PublishViewModel;
import org.carotene.admingui.vm.Workspace;
import org.kordamp.ikonli.feather.Feather;

/** The form that publishes. */
public final class PublishView {
    private static final KeyCombination SEND = new KeyCodeCombination(KeyCode.ENTER, KeyCombination.SHORTCUT_DOWN);

    private final PublishViewModel model;
    private final PageFrame root;

    public PublishView(Workspace workspace, Memory memory) {
        this.model = workspace.publish();
        Kept.text(memory, "publish.channel", model.channel());

        TextField channel = Inputs.field("publish.channel", model.channel());
        channel.setId("publish-channel");
        channel.getStyleClass().add("page-filter");
        channel.setMaxWidth(420);
        TextArea payload = new TextArea();
        payload.setId("publish-payload");
        payload.setAccessibleText(text("publish.payload"));
        payload.getStyleClass().add("mono");
        payload.textProperty().bindBidirectional(model.payload());
        payload.setPrefRowCount(12);
        Controls.grow(payload);
        Label check = Controls.label("", "check");
        check.setId("publish-check");
        check.setWrapText(true);
        Runnable judge = () -> {
            boolean good = model.mistake().get().isEmpty();
            check.setText(
                    good
                            ? text(model.plain().get() ? "publish.plain.good" : "publish.good")
                            : model.mistake().get());
            check.getStyleClass().setAll("label", good ? "good-text" : "bad-text");
        };
        Follow.any(check, judge, model.mistake(), model.plain());
        judge.run();

        Spinner<Integer> repeats = spinner(1, PublishViewModel.MAX_REPEATS, 1, "publish.repeat");
        repeats.setId("publish-repeats");
        repeats.valueProperty()
                .addListener((property, before, now) -> model.repeats().set(now));
        Spinner<Integer> interval = spinner(0, 60_000, 1000, "publish.interval");
        interval.valueProperty()
                .addListener((property, before, now) -> model.intervalMs().set(now));
        Button send = Controls.button("publish.send", Feather.SEND, model::publish);
        send.setId("publish-send");
        send.getStyleClass().add(Styles.ACCENT);
        send.disableProperty().bind(workspace.session().locked().or(model.running()));
        Button stop = Controls.button("publish.stop", Feather.SQUARE, model::stop);
        stop.disableProperty().bind(model.running().not());
        Label outcome = Controls.label("");
        outcome.setId("publish-outcome");
        outcome.setWrapText(true);
        outcome.textProperty().bind(model.outcome());
        Follow.value(
                outcome,
                model.failed(),
                now -> outcome.getStyleClass().setAll("label", now ? "bad-text" : "good-text"));
        Button tail = Controls.button(
                "publish.tail",
                Feather.ACTIVITY,
                () -> workspace.goToTail(model.channel().get()));
        tail.disableProperty().bind(model.channel().isEmpty());
        HBox line = new HBox(
                8,
                Controls.label(text("publish.repeat")),
                repeats,
                Controls.label(text("publish.interval")),
                interval,
                Controls.spacer(),
                stop,
                send);
        line.setAlignment(Pos.CENTER_LEFT);
        HBox to = new HBox(8, Controls.grow(channel), tail);
        VBox form = Controls.column(
                10,
                Controls.label(text("publish.channel"), "fact-name"),
                to,
                payloadHead(),
                payload,
                check,
                line,
                outcome);
        form.setMaxWidth(860);
        form.setOnKeyPressed(event -> {
            if (SEND.match(event) && !send.isDisabled()) {
                model.publish();
                event.consume();
            }
        });
        root = new PageFrame(PageId.PUBLISH, form);
    }

    public Region root() {
        return root;
    }

    private HBox payloadHead() {
        HBox head = new HBox(
                16,
                Controls.label(text("publish.payload"), "fact-name"),
                Controls.spacer(),
                Inputs.check("publish.plain", model.plain()));
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    private static Spinner<Integer> spinner(int min, int max, int value, String key) {
        Spinner<Integer> spinner = new Spinner<>(min, max, value);
        spinner.setEditable(true);
        spinner.setPrefWidth(110);
        spinner.setMinWidth(110);
        spinner.getEditor().setAccessibleText(text(key));
        Controls.tip(spinner, key);
        return spinner;
    }
}
