package org.carotene.transport.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.carotene.transport.lane.LaneWriter;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

/**
 * One request to {@code /stream} and the ways to answer it, once, on any thread.
 *
 * <p>What is written is written on the connection's lane.
 */
public class StreamExchange {

    /** For answers after whose arrival nobody asks. */
    protected static final Arrival NOBODY = arrived -> {};

    private static final int RETRY_FULL_SECONDS = 5;

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final LaneWriter connection;

    /** @param callback ends the exchange when the answer has been written */
    public StreamExchange(Request request, Response response, Callback callback) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.connection =
                (LaneWriter) request.getConnectionMetaData().getConnection().getEndPoint();
    }

    public final Request request() {
        return request;
    }

    protected final Response response() {
        return response;
    }

    protected final LaneWriter connection() {
        return connection;
    }

    /** Answers in words. */
    public final void text(int status, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        content("text/plain; charset=utf-8", body.length);
        write(status, body, NOBODY);
    }

    /** Says why not now, and after how long the client may ask again. */
    public final void retryLater(int seconds, String why) {
        response.getHeaders().put(HttpHeader.RETRY_AFTER, seconds);
        text(HttpStatus.SERVICE_UNAVAILABLE_503, why);
    }

    /** The page's origin is not among those of the settings. */
    public final void forbidden() {
        text(HttpStatus.FORBIDDEN_403, "origin is not allowed");
    }

    /** The node takes no more connections for now. */
    public final void full(String why) {
        retryLater(RETRY_FULL_SECONDS, why);
    }

    /** No answer: the request has failed. */
    protected final void failed(Throwable cause) {
        callback.failed(cause);
    }

    /** What the answer's body is; before it is written. */
    protected final void content(String type, int length) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
    }

    /** Writes the whole answer. */
    protected final void write(int status, byte[] body, Arrival arrived) {
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

    /** Runs the task on the connection's lane, which need not be that of the session. */
    protected final void onLane(Runnable task) {
        if (connection.lane().isCurrent()) {
            task.run();
        } else {
            connection.lane().execute(task);
        }
    }
}
