package org.carotene.admingui.view.shell;

import static org.carotene.admingui.fx.Texts.text;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.carotene.admingui.fx.Controls;
import org.carotene.admingui.fx.Icons;
import org.carotene.admingui.vm.PageId;
import org.kordamp.ikonli.feather.Feather;

/** The pages, on the left. */
final class Menu extends VBox {
    private final Map<PageId, ToggleButton> buttons = new EnumMap<>(PageId.class);

    Menu(Consumer<PageId> open) {
        getStyleClass().add("menu");
        setMinWidth(Region.USE_PREF_SIZE);
        int number = 1;
        for (PageId page : PageId.values()) {
            ToggleButton button = new ToggleButton(text(page.key()), Icons.of(icon(page)));
            button.setId("go-" + page.key());
            button.setMaxWidth(Double.MAX_VALUE);
            button.setAlignment(Pos.CENTER_LEFT);
            button.getStyleClass().setAll("menu-button-page");
            Controls.tooltip(button, text("menu.key", text(page.key()), number++));
            button.setOnAction(event -> {
                button.setSelected(true);
                open.accept(page);
            });
            buttons.put(page, button);
            if (page == PageId.CONNECTIONS) {
                Region gap = new Region();
                VBox.setVgrow(gap, Priority.ALWAYS);
                getChildren().add(gap);
            }
            getChildren().add(button);
        }
    }

    void show(PageId page, boolean connected) {
        buttons.forEach((one, button) -> {
            button.setSelected(one == page);
            button.setDisable(one.ofCluster() && !connected);
        });
    }

    private static Feather icon(PageId page) {
        return switch (page) {
            case OVERVIEW -> Feather.HOME;
            case NODES -> Feather.SERVER;
            case CHANNELS -> Feather.HASH;
            case CLIENTS -> Feather.USERS;
            case TAIL -> Feather.ACTIVITY;
            case PUBLISH -> Feather.SEND;
            case EVENTS -> Feather.BELL;
            case CONNECTIONS -> Feather.DATABASE;
            case SETTINGS -> Feather.SETTINGS;
        };
    }
}
