package org.carotene.admin.feed;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.carotene.admin.page.AdminApi;
import org.carotene.admin.question.NodeCalls;
import org.carotene.settings.NodeName;

/**
 * What all feeds of a node share.
 *
 * @param timer one thread, for what is due
 * @param work where answers are put together
 * @param open how many there are
 */
public record Feeds(
        AdminApi api,
        NodeCalls calls,
        NodeName self,
        ScheduledExecutorService timer,
        Executor work,
        AtomicInteger open) {

    static final int MOST = 32;
}
