package org.carotene.transport.polling;

import java.net.SocketAddress;
import java.util.function.Consumer;
import org.carotene.transport.http.Arrival;
import org.carotene.transport.http.StreamExchange;
import org.carotene.transport.http.WholeBody;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * One request of a polling client and the ways to answer it, once, on any thread.
 *
 * <p>What is written is written on the connection's lane, which need not be the polling id's.
 */
final class PollExchange extends StreamExchange {

    static final String ID_HEADER = "connection-id";

    private static final byte[] EMPTY = new byte[0];
    private static final int RETRY_SECONDS = 1;

    PollExchange(Request request, Response response, Callback callback) {
        super(request, response, callback);
    }

    SocketAddress remoteAddress() {
        return request().getConnectionMetaData().getRemoteSocketAddress();
    }

    boolean is(HttpMethod method) {
        return method.is(request().getMethod());
    }

    /** Reads the message and hands it over, or answers itself when it is too big or never comes whole. */
    void body(int maxBytes, Consumer<byte[]> whole) {
        String tooBig = "message too big (expected: at most " + maxBytes + " bytes)";
        WholeBody.read(request(), maxBytes, whole, () -> text(HttpStatus.PAYLOAD_TOO_LARGE_413, tooBig), this::failed);
    }

    /** From now on silence on the connection is what is expected. */
    void waiting() {
        request().addIdleTimeoutListener(timeout -> false);
        connection().received();
    }

    /** The answer is the last on its connection. */
    void closeAfter() {
        response().getHeaders().put(HttpFields.CONNECTION_CLOSE);
    }

    void empty(int status) {
        if (status != HttpStatus.NO_CONTENT_204) {
            response().getHeaders().put(HttpHeader.CONTENT_LENGTH, 0);
        }
        write(status, EMPTY, NOBODY);
    }

    /** A JSON array, for a client that is still there. */
    void frames(byte[] array, Arrival arrived) {
        onLane(() -> {
            if (connection().hasClientEnded()) {
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
        onLane(() -> (connection().hasClientEnded() ? gone : there).run());
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
        response().getHeaders().put(ID_HEADER, id);
        text(HttpStatus.OK_200, "connection-id");
    }

    void notAllowed(String allow) {
        response().getHeaders().put(HttpHeader.ALLOW, allow);
        empty(HttpStatus.METHOD_NOT_ALLOWED_405);
    }
}
