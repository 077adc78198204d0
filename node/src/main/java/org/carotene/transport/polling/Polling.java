package org.carotene.transport.polling;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.carotene.cluster.ClusterView;
import org.carotene.cluster.Peers;
import org.carotene.metrics.Metrics;
import org.carotene.protocol.Protocol;
import org.carotene.settings.Settings;
import org.carotene.transport.http.Cors;
import org.carotene.transport.lane.ConnectionCount;
import org.carotene.transport.lane.JettyLane;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/** The parts of long polling put together: this node's ids, its clients of other nodes' ids, and the other way round. */
public final class Polling {

    private final PollForwarding forwarding;
    private final PollService service;
    private final PollHandler handler;

    /** Serves the other nodes from now on. */
    public Polling(
            Settings settings,
            List<JettyLane> lanes,
            Protocol protocol,
            ConnectionCount connections,
            Cors cors,
            LongAdder slow,
            Metrics metrics,
            Scheduler timer,
            Peers peers) {
        LongAdder waiting = new LongAdder();
        metrics.gauge("carotene_polls_waiting", "Polls that wait for something to tell", waiting::sum);
        PollLimits limits = PollLimits.of(settings.limits(), waiting, slow);
        PollIds ids = new PollIds(settings.nodeName(), lanes, protocol, limits, connections);
        metrics.gauge("carotene_polling_ids", "Polling ids that are alive", ids::count);
        forwarding = new PollForwarding(
                ids,
                peers,
                timer,
                limits,
                metrics.counter("carotene_polls_forwarded", "Polls of ids that other nodes own"),
                metrics.counter("carotene_poll_messages_forwarded", "Messages to ids that other nodes own"));
        LongAdder doubtful = metrics.counter(
                "carotene_polls_doubtful",
                "Answers given to clients by another node that went before it said whether they arrived");
        service = new PollService(ids, new HandedOut(limits.lifetimeNanos(), doubtful));
        handler = new PollHandler(ids, forwarding, limits, cors);
        service.serve(peers);
    }

    /** Answers a request to {@code /stream} that is none for a WebSocket. On a lane. */
    public void handle(Request request, Response response, Callback callback) {
        handler.handle(request, response, callback);
    }

    /** Once: the cluster in which the owners of ids are. */
    public void watch(ClusterView cluster) {
        forwarding.changed(cluster.topology());
        service.changed(cluster.topology());
        cluster.onChange(topology -> {
            forwarding.changed(topology);
            service.changed(topology);
        });
    }

    /** About once a second. */
    public void tick(long nowNanos) {
        service.tick(nowNanos);
    }

    /** Sends clients of other nodes' ids elsewhere. */
    public void stop() {
        forwarding.stop();
    }
}
