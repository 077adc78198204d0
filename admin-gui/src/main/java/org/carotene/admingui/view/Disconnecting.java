package org.carotene.admingui.view;

import static org.carotene.admingui.fx.Texts.text;

import java.util.List;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TextField;
import org.carotene.admingui.fx.Controls;
import org.carotene.admingui.fx.Dialogs;
import org.carotene.admingui.fx.Units;
import org.carotene.admingui.vm.Acts;
import org.carotene.admingui.vm.ClusterSession;

/** Asks before clients are disconnected: whom, and how many that are now. */
public final class Disconnecting {
    private final ClusterSession session;
    private final Acts acts;
    private final Dialogs dialogs;

    public Disconnecting(ClusterSession session, Acts acts, Dialogs dialogs) {
        this.session = session;
        this.acts = acts;
        this.dialogs = dialogs;
    }

    public void ask(Acts.Target target) {
        CheckBox forGood = new CheckBox(text("disconnect.for.good"));
        forGood.setId("disconnect-for-good");
        Controls.tip(forGood, "disconnect.for.good");
        TextField reason = new TextField();
        reason.setId("disconnect-reason");
        reason.setPromptText(text("disconnect.reason"));
        reason.setAccessibleText(text("disconnect.reason"));
        acts.count(
                target,
                count -> dialogs.confirm(
                        text("disconnect.title", target.words()),
                        text(
                                "disconnect.detail",
                                Units.count(count),
                                session.profile().name()),
                        List.of(forGood, reason),
                        text("disconnect"),
                        session.profile().production() ? target.word() : null,
                        () -> acts.disconnect(target, !forGood.isSelected(), reason.getText())));
    }
}
