package org.carotene.admingui.view;

import static org.carotene.admingui.fx.Texts.text;

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
        acts.count(
                target,
                count -> dialogs.confirm(
                        text("disconnect.title", target.words()),
                        text(
                                "disconnect.detail",
                                Units.count(count),
                                session.profile().name()),
                        text("disconnect"),
                        session.profile().production() ? target.word() : null,
                        () -> acts.disconnect(target, true)));
    }
}
