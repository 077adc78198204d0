package org.carotene.admin.feed;

import java.time.Duration;
import java.util.List;
import org.carotene.admin.question.AdminRequest;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;

/** Turns a request that has shown the token into a feed. Any thread. */
public final class FeedUpgrade {

    /** Clients ping every 30 s. */
    private static final Duration IDLE = Duration.ofSeconds(90);

    private final Feeds feeds;
    private final WebSocketMappings mappings = new WebSocketMappings();

    public FeedUpgrade(Feeds feeds) {
        this.feeds = feeds;
    }

    /**
     * Answers the request, unless it asks for no WebSocket: then nothing has been done.
     *
     * @param caller who will be noted for what is asked on the feed
     */
    public boolean upgrade(AdminRequest.Caller caller, Request request, Response response, Callback callback) {
        return mappings.upgrade(new Negotiator(feeds, caller), request, response, callback, null);
    }

    private record Negotiator(Feeds feeds, AdminRequest.Caller caller) implements WebSocketNegotiator {

        @Override
        public void customize(Configuration configuration) {
            configuration.setIdleTimeout(IDLE);
            configuration.setAutoFragment(true);
            configuration.setMaxFrameSize(FeedSocket.MAX_MESSAGE_BYTES);
        }

        @Override
        public FrameHandler negotiate(ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
            response.setExtensions(List.of());
            return new FeedSocket(feeds, caller);
        }
    }
}
