package org.carotene.admingui.view.shell;

import static org.carotene.admingui.fx.Texts.text;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ChangeListener;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;
import org.carotene.admingui.fx.Controls;
import org.carotene.admingui.fx.Follow;
import org.carotene.admingui.fx.Icons;
import org.carotene.admingui.fx.Inputs;
import org.carotene.admingui.fx.LiveRow;
import org.carotene.admingui.fx.Units;
import org.carotene.admingui.model.Alert;
import org.carotene.admingui.profile.Profile;
import org.carotene.admingui.vm.ClusterSession;
import org.carotene.admingui.vm.Desk;
import org.carotene.admingui.vm.PageId;
import org.carotene.admingui.vm.Preferences;
import org.carotene.admingui.vm.Workspace;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Which cluster, whether it is production, whether acts are blocked; the palette, the pause, the rate and the alerts. */
final class TopBar extends HBox {
    private final Desk desk;
    private final Consumer<PageId> open;
    private final ListChangeListener<Profile> profiles = change -> fillClusters();
    private final ChangeListener<@Nullable Workspace> workspaces = (property, before, now) -> attach(now);
    private final MenuButton clusters = new MenuButton();
    private final Circle dot = new Circle(6);
    private final Label production = Controls.label(text("production"), "badge", "bad");
    private final ToggleButton lock = Controls.toggle("shell.lock", Feather.UNLOCK);
    private final ToggleButton pause = Controls.toggle("shell.pause", Feather.PAUSE);
    private final Button bell;
    private final ComboBox<Integer> rate;
    private final ListChangeListener<LiveRow<Alert>> alertsChange = change -> showAlerts();
    private final InvalidationListener looks = observable -> showToggles();
    private @Nullable ClusterSession session;

    TopBar(Desk desk, Runnable palette, Consumer<PageId> open) {
        super(10);
        this.desk = desk;
        getStyleClass().add("top-bar");
        setAlignment(Pos.CENTER_LEFT);
        dot.getStyleClass().add("profile-dot");
        clusters.setId("clusters");
        clusters.setGraphic(dot);
        clusters.setAccessibleText(text("shell.clusters"));
        clusters.setMinWidth(Region.USE_PREF_SIZE);
        clusters.setMaxWidth(260);
        Controls.tip(clusters, "shell.clusters");
        production.setMinWidth(Region.USE_PREF_SIZE);
        lock.setId("lock");
        pause.setId("pause");
        Button search = Controls.button("shell.palette", Feather.SEARCH, palette);
        search.setId("palette-button");
        search.getStyleClass().add("palette-button");
        var every =
                new SimpleObjectProperty<Integer>(desk.preferences().everyMs().get());
        every.addListener(
                (property, before, now) -> desk.preferences().everyMs().set(now));
        Follow.value(this, desk.preferences().everyMs(), now -> every.set(now.intValue()));
        rate = Inputs.choice("shell.rate", Preferences.RATES, every, ms -> Units.span(ms.longValue()));
        bell = Controls.iconButton("shell.alerts", Feather.BELL, () -> open.accept(PageId.EVENTS));
        bell.setId("bell");
        bell.setMinWidth(Region.USE_PREF_SIZE);
        getChildren()
                .addAll(clusters, production, lock, Controls.spacer(), search, Controls.spacer(), pause, rate, bell);
        this.open = open;
        desk.saved().addListener(profiles);
        fillClusters();
        desk.workspace().addListener(workspaces);
        attach(desk.workspace().get());
    }

    void stop() {
        desk.saved().removeListener(profiles);
        desk.workspace().removeListener(workspaces);
        attach(null);
    }

    private void fillClusters() {
        clusters.getItems().clear();
        for (Profile profile : desk.saved()) {
            MenuItem item = new MenuItem(profile.name(), profileDot(profile));
            item.setOnAction(event -> desk.connect(profile));
            clusters.getItems().add(item);
        }
        MenuItem edit = new MenuItem(text("shell.clusters.edit"), Icons.of(Feather.EDIT_2));
        edit.setOnAction(event -> open.accept(PageId.CONNECTIONS));
        clusters.getItems().add(edit);
    }

    private static Circle profileDot(Profile profile) {
        Circle circle = new Circle(5);
        circle.getStyleClass().addAll("profile-dot", colour(profile));
        return circle;
    }

    private static String colour(Profile profile) {
        return "profile-" + profile.colour().name().toLowerCase(Locale.ROOT);
    }

    private void attach(@Nullable Workspace workspace) {
        if (session != null) {
            session.alerts().list().removeListener(alertsChange);
            session.locked().removeListener(looks);
            session.paused().removeListener(looks);
            lock.selectedProperty().unbindBidirectional(session.locked());
            pause.selectedProperty().unbindBidirectional(session.paused());
        }
        session = workspace == null ? null : workspace.session();
        boolean there = session != null;
        List.of(lock, pause, rate, bell).forEach(control -> control.setDisable(!there));
        dot.setVisible(there);
        getStyleClass().removeIf(name -> name.startsWith("profile-"));
        if (session == null) {
            clusters.setText(text("shell.no.cluster"));
            Controls.shown(production, false);
            lock.setSelected(false);
            pause.setSelected(false);
        } else {
            Profile profile = session.profile();
            clusters.setText(profile.name());
            dot.getStyleClass().setAll("profile-dot", colour(profile));
            getStyleClass().add(colour(profile));
            Controls.shown(production, profile.production());
            session.alerts().list().addListener(alertsChange);
            session.locked().addListener(looks);
            session.paused().addListener(looks);
            lock.selectedProperty().bindBidirectional(session.locked());
            pause.selectedProperty().bindBidirectional(session.paused());
        }
        showAlerts();
        showToggles();
    }

    private void showToggles() {
        // Not what the buttons say: they may hear of it later.
        boolean locked = session != null && session.locked().get();
        lock.setGraphic(Icons.of(locked ? Feather.LOCK : Feather.UNLOCK));
        lock.setText(text(locked ? "shell.locked" : "shell.lock"));
        boolean paused = session != null && session.paused().get();
        pause.setGraphic(Icons.of(paused ? Feather.PLAY : Feather.PAUSE));
        pause.setText(text(paused ? "shell.resume" : "shell.pause"));
    }

    private void showAlerts() {
        int count = session == null ? 0 : session.alerts().list().size();
        bell.setText(count == 0 ? "" : Integer.toString(count));
        // A button of an icon alone would not show how many.
        bell.getStyleClass().removeAll("alarming-bell", Styles.BUTTON_ICON);
        bell.getStyleClass().add(count > 0 ? "alarming-bell" : Styles.BUTTON_ICON);
        bell.setAccessibleText(text("shell.alerts.count", count));
    }
}
