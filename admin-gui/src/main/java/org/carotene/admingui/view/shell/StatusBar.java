package org.carotene.admingui.view.shell;

import static org.carotene.admingui.fx.Texts.text;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.carotene.admingui.fx.Controls;
import org.carotene.admingui.fx.Icons;
import org.carotene.admingui.fx.Sentences;
import org.carotene.admingui.fx.Units;
import org.carotene.admingui.model.LinkState;
import org.carotene.admingui.model.Overview;
import org.carotene.admingui.vm.ClusterSession;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Which node answers, how old its figures are, and who is missing in them. Always there. */
final class StatusBar extends HBox {
    private final Label link = Controls.label("", "status-link");
    private final Label age = Controls.label("", "status-age");
    private final Label missing = Controls.label("", "status-missing");
    private final Label version = Controls.label("", "muted");

    StatusBar() {
        super(18);
        getStyleClass().add("status-bar");
        setAlignment(Pos.CENTER_LEFT);
        link.setId("status-link");
        age.setId("status-age");
        age.setMinWidth(Region.USE_PREF_SIZE);
        version.setMinWidth(Region.USE_PREF_SIZE);
        Controls.tip(age, "status.age");
        getChildren().addAll(link, missing, Controls.spacer(), version, age);
        show(null);
    }

    void show(@Nullable ClusterSession session) {
        if (session == null) {
            set(link, text("status.none"));
            link.setGraphic(Icons.of(Feather.CIRCLE, "note-icon"));
            set(age, "");
            set(missing, "");
            set(version, "");
            return;
        }
        LinkState state = session.live().get().link();
        String words = words(state);
        if (!words.equals(link.getText())) {
            link.setText(words);
            link.setGraphic(
                    state.connected()
                            ? Icons.of(Feather.CHECK_CIRCLE, "good-icon")
                            : Icons.of(Feather.ALERT_CIRCLE, "bad-icon"));
        }
        Overview overview = session.shown().get().overview();
        set(
                missing,
                overview == null || overview.missing().isEmpty()
                        ? ""
                        : text("status.missing", overview.missing().size()));
        set(version, overview == null ? "" : versions(overview));
        Long old = session.ageMs().get();
        String said = old == null
                ? text("status.no.data")
                : text(session.paused().get() ? "status.paused" : "status.age", Units.span(old / 100 * 100));
        set(age, said);
        boolean stale = session.stale().get() || session.paused().get();
        if (stale != age.getStyleClass().contains("alarming")) {
            if (stale) {
                age.getStyleClass().add("alarming");
            } else {
                age.getStyleClass().remove("alarming");
            }
        }
    }

    private static String versions(Overview overview) {
        String all = String.join(", ", overview.cluster().versions());
        return Boolean.TRUE.equals(overview.cluster().mixedVersions())
                ? text("status.versions.mixed", all)
                : text("status.version", all);
    }

    private static String words(LinkState state) {
        String address = String.valueOf(state.address());
        return switch (state.phase()) {
            case CONNECTED ->
                state.problem() == null
                        ? text("status.connected", Units.word(state.node()), address)
                        : text(
                                "status.failed.over",
                                Units.word(state.node()),
                                address,
                                Sentences.words(state.problem()));
            case CONNECTING -> text("status.connecting", address);
            case RECONNECTING ->
                text(
                        "status.reconnecting",
                        address,
                        state.problem() == null ? Units.unknown() : Sentences.words(state.problem()));
            case REFUSED -> text("status.refused", address);
            case UNTRUSTED -> text("status.untrusted", address);
            case CLOSED -> text("status.none");
        };
    }

    private static void set(Label label, String words) {
        if (!words.equals(label.getText())) {
            label.setText(words);
        }
    }
}
