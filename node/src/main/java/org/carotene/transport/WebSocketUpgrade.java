package org.carotene.transport;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.carotene.channel.PublicationFormat;
import org.carotene.protocol.Protocol;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.pathmap.ServletPathSpec;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.ExtensionConfig;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;
import org.jspecify.annotations.Nullable;

/** Turns a request into a WebSocket, or says why not. Any thread. */
final class WebSocketUpgrade implements WebSocketNegotiator {

    private static final int INPUT_BUFFER_BYTES = 4096;

    private final Protocol protocol;
    private final SocketLimits limits;
    private final ConnectionCount connections;
    private final Cors cors;
    private final Optional<DeflatedFormat> compression;
    private final WebSocketMappings mappings = new WebSocketMappings();

    /**
     * @param compression how publications are compressed, for clients that offer it; empty to agree to nothing
     */
    WebSocketUpgrade(
            Protocol protocol,
            SocketLimits limits,
            ConnectionCount connections,
            Cors cors,
            Optional<DeflatedFormat> compression) {
        this.protocol = protocol;
        this.limits = limits;
        this.connections = connections;
        this.cors = cors;
        this.compression = compression;
        mappings.getWebSocketComponents()
                .getExtensionRegistry()
                .register(DeflateExtension.NAME, DeflateExtension.class);
        mappings.addMapping(new ServletPathSpec("/*"), this);
    }

    @Override
    public void customize(Configuration configuration) {
        // The lane times reads itself: Jetty's time-out would be put off by whatever we write.
        configuration.setIdleTimeout(Duration.ZERO);
        configuration.setAutoFragment(false);
        configuration.setMaxFrameSize(
                compression.isPresent() ? Inflation.maxDeflatedBytes(limits.messageBytes()) : limits.messageBytes());
        configuration.setInputBufferSize(INPUT_BUFFER_BYTES);
    }

    /** Whether the request was one for a WebSocket, and has been answered. */
    boolean upgrade(Request request, Response response, Callback callback) {
        return mappings.upgrade(request, response, callback, null);
    }

    @Override
    public @Nullable FrameHandler negotiate(
            ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        cors.addTo(response.getHeaders(), origin);
        if (!cors.allows(origin)) {
            new PollExchange(request, response, callback).forbidden();
            return null;
        }
        if (!connections.hasRoom()) {
            new PollExchange(request, response, callback).full(connections.refusal());
            return null;
        }
        List<ExtensionConfig> agreed =
                compression.isPresent() ? DeflateExtension.answer(request.getExtensions()) : List.of();
        response.setExtensions(agreed);
        PublicationFormat format = agreed.isEmpty()
                ? protocol.format()
                : compression.map(PublicationFormat.class::cast).orElseThrow();
        return new WebSocketReader(protocol, format, limits, connections);
    }
}
