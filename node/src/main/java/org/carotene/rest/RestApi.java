package org.carotene.rest;

import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.carotene.channel.Hub;
import org.carotene.cluster.ClusterSplit;
import org.carotene.cluster.ClusterView;
import org.carotene.metrics.Metrics;
import org.carotene.presence.Presence;
import org.carotene.settings.Settings;
import org.carotene.transport.http.Cors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's HTTP beside the streams: REST for backends, health and figures for operators, the demo page.
 *
 * <p>The last handler of the server: it answers every request, also those for paths that it does not know. Called on
 * lanes, so nothing here blocks: bodies are read as they come, presence completes later, and what takes a while (the
 * figures) runs on the executor.
 */
public final class RestApi extends Handler.Abstract.NonBlocking {

    private static final Logger log = LoggerFactory.getLogger(RestApi.class);

    private final Routes routes;
    private final Cors cors;
    private final ApiAccess access;
    private final RequestFigures figures;

    /**
     * @param presence answers also where the settings leave presence off for clients
     * @param readiness asked at each question of a load balancer
     * @param executor for what would keep a lane waiting
     */
    public RestApi(
            Settings settings,
            Hub hub,
            Presence presence,
            ClusterView cluster,
            ClusterSplit split,
            Metrics metrics,
            Readiness readiness,
            Executor executor) {
        this.cors = new Cors(settings.http().allowedOrigins());
        this.access = new ApiAccess(settings.http().restrictApiAccessTo());
        this.figures = new RequestFigures(metrics);
        this.routes = new Routes(
                new MessagesEndpoint(hub, settings.limits()),
                new PresenceEndpoint(presence, settings.limits()),
                new ChannelsEndpoint(settings.backend()),
                new ChannelEndpoint(settings.backend()),
                new ClusterEndpoint(settings.nodeName(), cluster, split),
                new ForgetLostEndpoint(split),
                new HealthEndpoint(Optional::empty),
                new HealthEndpoint(readiness),
                new MetricsEndpoint(metrics, executor),
                StaticFiles.of(settings.http().demoPage()));
    }

    @Override
    protected void doStart() throws Exception {
        // Jetty itself answers what is no request that it can read.
        getServer().setErrorHandler(new UnreadableRequest());
        super.doStart();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Exchange exchange = new Exchange(request, response, callback, figures);
        try {
            answer(exchange);
        } catch (CharacterCodingException e) {
            exchange.refuse(RestError.BAD_PATH, e);
        } catch (RejectedExecutionException e) {
            exchange.refuse(RestError.BUSY);
        } catch (RuntimeException e) {
            log.error("request failed: {} {}", request.getMethod(), exchange.endpoint(), e);
            exchange.refuse(RestError.BUG);
        }
        return true;
    }

    private void answer(Exchange exchange) throws CharacterCodingException {
        Optional<Route> found = routes.find(exchange.path());
        if (found.isEmpty()) {
            exchange.refuse(RestError.NO_SUCH_PATH);
            return;
        }
        Route route = found.get();
        Endpoint endpoint = route.endpoint();
        exchange.reached(endpoint);
        String origin = exchange.request().getHeaders().get(HttpHeader.ORIGIN);
        cors.addTo(exchange.response().getHeaders(), origin);
        if (exchange.is(HttpMethod.OPTIONS)) {
            exchange.empty(200);
        } else if (endpoint.restricted() && !access.allows(exchange.request())) {
            exchange.text(endpoint.refusalStatus(), ApiAccess.REFUSAL);
        } else if (!endpoint.allows(exchange.request().getMethod())) {
            exchange.notAllowed(endpoint.allow());
        } else if (endpoint.posted() && !cors.allowsWriting(origin)) {
            exchange.refuse(RestError.FOREIGN_PAGE);
        } else {
            endpoint.handle(exchange, route.channel());
        }
    }
}
