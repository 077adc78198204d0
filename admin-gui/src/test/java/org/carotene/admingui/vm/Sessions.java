package org.carotene.admingui.vm;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.carotene.admingui.client.Source;
import org.carotene.admingui.model.NodeAddress;
import org.carotene.admingui.profile.Profile;

/** Sessions for tests: everything runs at once on the test's thread, and its clock only moves when told. */
final class Sessions {
    private Sessions() {}

    static ClusterSession of(Source source) {
        return of(source, new AtomicLong());
    }

    static ClusterSession of(Source source, AtomicLong nanos) {
        Profile profile = Profile.of("test", List.of(NodeAddress.parse("node1")));
        return new ClusterSession(profile, source, Runnable::run, nanos::get);
    }
}
