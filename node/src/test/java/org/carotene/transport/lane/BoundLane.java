package org.carotene.transport.lane;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A lane on the test's own thread, whose selector runs its updates when the test says so. */
public final class BoundLane implements BeforeEachCallback, AfterEachCallback {

    public final JettyLane lane = new JettyLane(0, 1 << 20);
    public final ManualSelector selector = new ManualSelector();
    private final String threadName = Thread.currentThread().getName();

    @Override
    public void beforeEach(ExtensionContext context) {
        lane.bind(selector);
        selector.runUpdates();
    }

    /** What the lane has delivered so far. */
    public long deliveries() {
        return lane.deliveries();
    }

    // A lane names its thread.
    @Override
    public void afterEach(ExtensionContext context) {
        Thread.currentThread().setName(threadName);
    }
}
