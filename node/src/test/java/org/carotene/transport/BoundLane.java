package org.carotene.transport;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A lane on the test's own thread, whose selector runs its updates when the test says so. */
final class BoundLane implements BeforeEachCallback, AfterEachCallback {

    final JettyLane lane = new JettyLane(0, 1 << 20);
    final ManualSelector selector = new ManualSelector();
    private final String threadName = Thread.currentThread().getName();

    @Override
    public void beforeEach(ExtensionContext context) {
        lane.bind(selector);
        selector.runUpdates();
    }

    // A lane names its thread.
    @Override
    public void afterEach(ExtensionContext context) {
        Thread.currentThread().setName(threadName);
    }
}
