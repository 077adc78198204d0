package org.carotene.transport.websocket;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import org.carotene.channel.PublicationFormat;
import org.carotene.protocol.Protocol;
import org.carotene.transport.frame.DeflatedFormat;
import org.carotene.transport.http.Cors;
import org.carotene.transport.http.StreamExchange;
import org.carotene.transport.lane.ConnectionCount;
import org.carotene.transport.lane.LaneWriter;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Turns a request into a WebSocket (RFC 6455, section 4.2), or says why not. Any thread. */
public final class WebSocketUpgrade {

    private static final String VERSION = "13";
    private static final int KEY_BYTES = 16;
    private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final HttpField UPGRADE = new PreEncodedHttpField(HttpHeader.UPGRADE, "WebSocket");
    private static final HttpField CONNECTION = new PreEncodedHttpField(HttpHeader.CONNECTION, "Upgrade");

    private final Protocol protocol;
    private final SocketLimits limits;
    private final ConnectionCount connections;
    private final Cors cors;
    private final Optional<DeflatedFormat> compression;

    /**
     * @param compression how publications are compressed, for clients that offer it; empty to agree to nothing
     */
    public WebSocketUpgrade(
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
    }

    /** Whether the request was one for a WebSocket, and has been answered. */
    public boolean upgrade(Request request, Response response, Callback callback) {
        HttpFields headers = request.getHeaders();
        if (!HttpMethod.GET.is(request.getMethod())
                || request.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_1_1
                || !headers.contains(HttpHeader.UPGRADE, "websocket")
                || !headers.contains(HttpHeader.CONNECTION, "upgrade")) {
            return false;
        }
        StreamExchange exchange = new StreamExchange(request, response, callback);
        String origin = headers.get(HttpHeader.ORIGIN);
        cors.addTo(response.getHeaders(), origin);
        String key = headers.get(HttpHeader.SEC_WEBSOCKET_KEY);
        if (!VERSION.equals(headers.get(HttpHeader.SEC_WEBSOCKET_VERSION))) {
            response.getHeaders().put(HttpHeader.SEC_WEBSOCKET_VERSION, VERSION);
            exchange.text(HttpStatus.UPGRADE_REQUIRED_426, "WebSocket version (expected: " + VERSION + ")");
        } else if (!isKey(key)) {
            exchange.text(HttpStatus.BAD_REQUEST_400, "Sec-WebSocket-Key (expected: 16 bytes in base64)");
        } else if (!cors.allows(origin)) {
            exchange.forbidden();
        } else if (!connections.hasRoom()) {
            exchange.full(connections.refusal());
        } else {
            accept(exchange, request, response, callback, key);
        }
        return true;
    }

    private void accept(StreamExchange exchange, Request request, Response response, Callback callback, String key) {
        Optional<String> agreed;
        try {
            agreed = agreed(request.getHeaders());
        } catch (IllegalArgumentException e) {
            exchange.text(
                    HttpStatus.BAD_REQUEST_400,
                    "Sec-WebSocket-Extensions (expected: extensions and their parameters as RFC 6455, section 9.1, has"
                            + " them)");
            return;
        }
        HttpFields.Mutable headers = response.getHeaders();
        response.setStatus(HttpStatus.SWITCHING_PROTOCOLS_101);
        headers.put(UPGRADE);
        headers.put(CONNECTION);
        headers.put(HttpHeader.SEC_WEBSOCKET_ACCEPT, accept(key));
        agreed.ifPresent(extension -> headers.put(HttpHeader.SEC_WEBSOCKET_EXTENSIONS, extension));
        // Jetty goes over to it when the answer has been written.
        request.setAttribute(
                HttpStream.UPGRADE_CONNECTION_ATTRIBUTE,
                connection(
                        (LaneWriter)
                                request.getConnectionMetaData().getConnection().getEndPoint(),
                        agreed.isPresent()));
        callback.succeeded();
    }

    private Optional<String> agreed(HttpFields headers) {
        return compression.isPresent()
                ? DeflateOffers.answer(headers.getValuesList(HttpHeader.SEC_WEBSOCKET_EXTENSIONS))
                : Optional.empty();
    }

    private WebSocketConnection connection(LaneWriter socket, boolean deflated) {
        PublicationFormat format =
                deflated ? compression.map(PublicationFormat.class::cast).orElseThrow() : protocol.format();
        int frameBytes = deflated ? Inflation.maxDeflatedBytes(limits.messageBytes()) : limits.messageBytes();
        return new WebSocketConnection(
                socket, new WebSocketReader(protocol, format, limits, connections), frameBytes, deflated);
    }

    private static boolean isKey(@Nullable String key) {
        try {
            return key != null && Base64.getDecoder().decode(key.strip()).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String accept(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1")
                    .digest((key.strip() + ACCEPT_SUFFIX).getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("no SHA-1 (expected: every JDK has it)", e);
        }
    }
}
