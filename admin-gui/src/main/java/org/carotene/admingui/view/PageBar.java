package org.carotene.admingui.view;

import static org.carotene.admingui.fx.Texts.text;

import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.carotene.admingui.fx.Controls;
import org.carotene.admingui.fx.Units;
import org.carotene.admingui.vm.PagedList;
import org.kordamp.ikonli.feather.Feather;

/** Below a list that is paged on the nodes: how many there are, which page this is, and the way to the others. */
public final class PageBar extends HBox {
    public PageBar(PagedList<?> list) {
        super(8);
        getStyleClass().add("page-bar");
        setAlignment(Pos.CENTER_LEFT);
        Label total = Controls.label("", "muted");
        total.setId("total");
        total.textProperty()
                .bind(Bindings.createStringBinding(() -> total(list), list.total(), list.atLeast(), list.atMost()));
        Label number = Controls.label("", "muted");
        number.setId("page-number");
        number.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> text("paging.page", list.number().get()), list.number()));
        Button previous = Controls.iconButton("paging.previous", Feather.CHEVRON_LEFT, list::previous);
        previous.setId("previous-page");
        previous.disableProperty().bind(list.number().lessThanOrEqualTo(1));
        Button next = Controls.iconButton("paging.next", Feather.CHEVRON_RIGHT, list::next);
        next.setId("next-page");
        next.disableProperty().bind(list.more().not());
        Button refresh = Controls.iconButton("paging.refresh", Feather.REFRESH_CW, list::refresh);
        refresh.setId("refresh");
        getChildren().addAll(total, Controls.spacer(), refresh, previous, number, next);
    }

    private static String total(PagedList<?> list) {
        Long atLeast = list.atLeast().get();
        Long atMost = list.atMost().get();
        if (list.total().get() != null) {
            return text("paging.total", Units.count(list.total().get()));
        }
        if (atLeast == null) {
            return text("paging.total.unknown");
        }
        return atMost == null
                ? text("paging.total.at.least", Units.count(atLeast))
                : text("paging.total.between", Units.count(atLeast), Units.count(atMost));
    }
}
