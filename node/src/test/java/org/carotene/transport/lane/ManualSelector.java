package org.carotene.transport.lane;

import java.util.ArrayDeque;
import java.util.Queue;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A selector whose updates run when the test says so. */
public final class ManualSelector extends ManagedSelector {

    private final Queue<SelectorUpdate> updates = new ArrayDeque<>();

    ManualSelector() {
        super(new ServerConnector(new Server()).getSelectorManager(), 0);
    }

    @Override
    public void submit(SelectorUpdate update) {
        updates.add(update);
    }

    public void runUpdates() {
        for (SelectorUpdate update = updates.poll(); update != null; update = updates.poll()) {
            update.update(null);
        }
    }
}
