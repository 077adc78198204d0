package org.carotene.cluster;

import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.carotene.channel.Publication;
import org.carotene.settings.ClusterSettings;

/**
 * What outlives the attachments to Ignite and is used by each of them.
 *
 * @param deliver where publications from other nodes go
 * @param thread the cluster thread: one, so that what it does needs no lock
 */
record ClusterParts(
        ClusterSettings settings,
        BusMetrics metrics,
        LocalInterest interest,
        CallTable calls,
        Services services,
        Consumer<Publication> deliver,
        ScheduledExecutorService thread,
        ThreadFactory senders,
        Clock clock) {}
