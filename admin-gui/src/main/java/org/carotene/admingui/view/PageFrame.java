package org.carotene.admingui.view;

import static org.carotene.admingui.fx.Texts.text;

import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.carotene.admingui.fx.Controls;
import org.carotene.admingui.fx.Follow;
import org.carotene.admingui.fx.Icons;
import org.carotene.admingui.vm.PageId;
import org.kordamp.ikonli.feather.Feather;

/** What all pages share: the title with its tools on the right, the line that says what is missing, and the content. */
public final class PageFrame extends VBox {
    private static final double HEAD = 34;

    private final HBox head = new HBox(12);

    public PageFrame(PageId page, Node content, Node... tools) {
        getStyleClass().add("page");
        setId(page.key());
        Label title = Controls.label(text(page.key()), "page-title");
        title.setMinWidth(Region.USE_PREF_SIZE);
        head.setAlignment(Pos.CENTER_LEFT);
        // The titles of all pages are at the same height, with tools beside them or without.
        head.setMinHeight(HEAD);
        head.getChildren().addAll(title, Controls.spacer());
        head.getChildren().addAll(tools);
        Controls.grow(content);
        getChildren().addAll(head, content);
    }

    /** Shows which nodes the content is without. */
    public PageFrame partial(ObservableValue<String> words) {
        Label line = Controls.label(words.getValue(), "problem");
        line.setGraphic(Icons.of(Feather.ALERT_TRIANGLE));
        line.setWrapText(true);
        line.setMaxWidth(Double.MAX_VALUE);
        line.textProperty().bind(words);
        Follow.value(line, words, now -> Controls.shown(line, !now.isEmpty()));
        Controls.shown(line, !words.getValue().isEmpty());
        getChildren().add(1, line);
        return this;
    }
}
