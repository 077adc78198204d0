package org.carotene.transport;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.carotene.transport.Poll.Arrival;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

/**
 * One request to {@code /stream} and the ways to answer it, once, on any thread; that of a polling client most of the time.
 *
 * <p>What is written is written on the connection's lane, which need not be the polling id's.
 */
final class PollExchange {

    static final String ID_HEADER = "connection-id";

    private static final Arrival NOBODY = arrived -> {};
    private static final byte[] EMPTY = new byte[0];
    private static final int RETRY_SECONDS = 1;
    private static final int RETRY_FULL_SECONDS = 5;

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final LaneWriter connection;

    PollExchange(Request request, Response response, Callback callback) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.connection =
                (LaneWriter) request.getConnectionMetaData().getConnection().getEndPoint();
    }

    Request request() {
        return request;
    }

    SocketAddress remoteAddress() {
        return request.getConnectionMetaData().getRemoteSocketAddress();
    }

    boolean is(HttpMethod method) {
        return method.is(request.getMethod());
    }

    /** Reads the message and hands it over, or answers itself when it is too big or never comes whole. */
    void body(int maxBytes, Consumer<byte[]> whole) {
        String tooBig = "message too big (expected: at most " + maxBytes + " bytes)";
        WholeBody.read(
                request, maxBytes, whole, () -> text(HttpStatus.PAYLOAD_TOO_LARGE_413, tooBig), callback::failed);
    }

    /** From now on silence on the connection is what is expected. */
    void waiting() {
        request.addIdleTimeoutListener(timeout -> false);
        connection.received();
    }

    /** The answer is the last on its connection. */
    void closeAfter() {
        response.getHeaders().put(HttpFields.CONNECTION_CLOSE);
    }

    void empty(int status) {
        if (status != HttpStatus.NO_CONTENT_204) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, 0);
        }
        write(status, EMPTY, NOBODY);
    }

    void text(int status, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        content("text/plain; charset=utf-8", body.length);
        write(status, body, NOBODY);
    }

    /** A JSON array, for a client that is still there. */
    void frames(byte[] array, Arrival arrived) {
        onLane(() -> {
            if (connection.hasClientEnded()) {
                // It will not read this answer, or only if it has closed one side of its connection.
                write(HttpStatus.NO_CONTENT_204, EMPTY, NOBODY);
                arrived.told(false);
                return;
            }
            content("application/json", array.length);
            write(HttpStatus.OK_200, array, arrived);
        });
    }

    /** Runs one or the other on the connection's lane. */
    void ifClientIsThere(Runnable there, Runnable gone) {
        onLane(() -> (connection.hasClientEnded() ? gone : there).run());
    }

    /** What became of a message that has been received whole. */
    void received(PollAnswer answer) {
        if (answer == PollAnswer.FULL) {
            retryLater(RETRY_SECONDS, "too many messages wait for those before them");
        } else {
            empty(HttpStatus.NO_CONTENT_204);
        }
    }

    void id(String id) {
        response.getHeaders().put(ID_HEADER, id);
        text(HttpStatus.OK_200, "connection-id");
    }

    void notAllowed(String allow) {
        response.getHeaders().put(HttpHeader.ALLOW, allow);
        empty(HttpStatus.METHOD_NOT_ALLOWED_405);
    }

    void retryLater(int seconds, String why) {
        response.getHeaders().put(HttpHeader.RETRY_AFTER, seconds);
        text(HttpStatus.SERVICE_UNAVAILABLE_503, why);
    }

    /** The page's origin is not among those of the settings. */
    void forbidden() {
        text(HttpStatus.FORBIDDEN_403, "origin is not allowed");
    }

    /** The node takes no more connections for now. */
    void full(String why) {
        retryLater(RETRY_FULL_SECONDS, why);
    }

    private void content(String type, int length) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
    }

    private void write(int status, byte[] body, Arrival arrived) {
        onLane(() -> {
            response.setStatus(status);
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
            Callback written = Callback.from(
                    InvocationType.NON_BLOCKING,
                    () -> {
                        arrived.told(true);
                        callback.succeeded();
                    },
                    failure -> {
                        arrived.told(false);
                        callback.failed(failure);
                    });
            response.write(true, ByteBuffer.wrap(body), written);
        });
    }

    private void onLane(Runnable task) {
        if (connection.lane().isCurrent()) {
            task.run();
        } else {
            connection.lane().execute(task);
        }
    }
}
