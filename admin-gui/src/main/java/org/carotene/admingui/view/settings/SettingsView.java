package org.carotene.admingui.view.settings;

import static org.carotene.admingui.fx.Texts.text;

import java.util.List;
import java.util.Locale;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Spinner;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import org.carotene.admingui.fx.Controls;
import org.carotene.admingui.fx.Inputs;
import org.carotene.admingui.fx.Units;
import org.carotene.admingui.view.PageFrame;
import org.carotene.admingui.vm.Desk;
import org.carotene.admingui.vm.PageId;
import org.carotene.admingui.vm.Preferences;
import org.carotene.admingui.vm.Preferences.Look;

/** What the operator chooses for all clusters, and the keys of the keyboard. */
public final class SettingsView {
    private static final List<String> KEYS =
            List.of("palette", "pages", "filter", "refresh", "pause", "lock", "theme", "back", "open", "send");

    private final GridPane grid = new GridPane();
    private final PageFrame root;
    private int row;

    public SettingsView(Desk desk) {
        Preferences preferences = desk.preferences();
        grid.getStyleClass().add("form-grid");
        grid.setHgap(24);
        grid.setVgap(14);
        add(
                "settings.look",
                Inputs.segments(
                        "look",
                        List.of(Look.SYSTEM, Look.LIGHT, Look.DARK),
                        preferences.look(),
                        look -> text("look." + look.name().toLowerCase(Locale.ROOT))));
        add(
                "settings.language",
                Inputs.segments(
                        "language",
                        List.of("", "en", "de"),
                        preferences.language(),
                        tag -> text("language." + (tag.isEmpty() ? "system" : tag))));
        ObjectProperty<Integer> rate =
                new SimpleObjectProperty<>(preferences.everyMs().get());
        rate.addListener((property, before, now) -> preferences.everyMs().set(now));
        add("settings.rate", Inputs.choice("settings.rate", Preferences.RATES, rate, ms -> Units.span(ms.longValue())));
        Spinner<Integer> lines = new Spinner<>(
                Preferences.MIN_TAIL,
                Preferences.MAX_TAIL,
                preferences.tailLines().get(),
                100);
        lines.setEditable(true);
        lines.getEditor().setAccessibleText(text("settings.tail"));
        lines.valueProperty()
                .addListener((property, before, now) -> preferences.tailLines().set(now));
        add("settings.tail", lines);
        Label tokens = Controls.label(text(desk.keepsTokens() ? "settings.tokens.keyring" : "settings.tokens.asked"));
        tokens.setWrapText(true);
        tokens.setMaxWidth(480);
        add("settings.tokens", tokens);

        GridPane keys = new GridPane();
        keys.setHgap(24);
        keys.setVgap(6);
        for (int i = 0; i < KEYS.size(); i++) {
            keys.add(Controls.label(text("keys." + KEYS.get(i) + ".key"), "key"), 0, i);
            keys.add(Controls.label(text("keys." + KEYS.get(i))), 1, i);
        }
        Label version =
                Controls.label(text("settings.version", version(), System.getProperty("java.version")), "muted");
        ScrollPane scroll = new ScrollPane(
                Controls.column(24, grid, Controls.column(10, Controls.heading("settings.keys"), keys), version));
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("edge-to-edge");
        root = new PageFrame(PageId.SETTINGS, scroll);
    }

    public Region root() {
        return root;
    }

    private void add(String key, Node control) {
        Label name = Controls.label(text(key), "fact-name");
        name.setMinWidth(200);
        name.setLabelFor(control);
        Controls.tip(name, key);
        grid.addRow(row++, name, control);
    }

    private static String version() {
        String version = SettingsView.class.getPackage().getImplementationVersion();
        return version == null ? text("settings.version.source") : version;
    }
}
