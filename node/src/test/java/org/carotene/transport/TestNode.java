package org.carotene.transport;

import static org.awaitility.Awaitility.await;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.carotene.channel.Hub;
import org.carotene.metrics.Metrics;
import org.carotene.session.Disconnect;
import org.carotene.settings.Settings;
import org.carotene.testing.LineProtocol;
import org.carotene.testing.LonelyCluster;
import org.carotene.transport.lane.Lanes;
import org.carotene.transport.ring.Rings;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Server, lanes and hub with {@link LineProtocol}: the transport without the rest of a node. */
public final class TestNode implements AutoCloseable {

    public final Hub hub;
    public final LineProtocol protocol;
    public final HttpServer server;
    public final Metrics metrics = new Metrics();
    public final Lanes lanes;

    public TestNode(Settings settings) throws IOException {
        lanes = new Lanes(settings.http(), settings.limits(), metrics);
        LonelyCluster cluster = new LonelyCluster(settings.nodeName());
        hub = new Hub(lanes.all(), cluster, List.of());
        protocol = new LineProtocol(hub, () -> (long) counted("carotene_deliveries"));
        server = new HttpServer(settings, lanes, protocol, metrics, cluster, new NotFound());
        server.start();
        if (settings.http().ioUring()) {
            awaitRings();
        }
    }

    // Lanes begin without, so that a test would have seen the one or the other.
    private void awaitRings() {
        if (Rings.obstacle().isEmpty()) {
            lanes.jetty()
                    .forEach(lane -> await().until(() -> CompletableFuture.supplyAsync(
                                    () -> lane.sends().isOpen(), lane::execute)
                            .join()));
        }
    }

    public int port() {
        return server.port();
    }

    /** The present value of a counter. */
    public double counted(String name) {
        return metrics.registry().scrape(name::equals).stream()
                .flatMap(snapshot -> snapshot.getDataPoints().stream())
                .mapToDouble(point -> ((CounterSnapshot.CounterDataPointSnapshot) point).getValue())
                .sum();
    }

    @Override
    public void close() {
        server.stop(Disconnect.GOING_AWAY);
    }

    private static final class NotFound extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Response.writeError(request, response, callback, 404);
            return true;
        }
    }
}
