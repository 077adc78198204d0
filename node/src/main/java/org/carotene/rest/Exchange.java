package org.carotene.rest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.carotene.transport.http.WholeBody;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * One request and the ways to answer it; answered exactly once, on any thread.
 *
 * <p>For HEAD the server leaves the body out.
 */
final class Exchange {

    private static final String RETRY_AFTER_SECONDS = "1";

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final RequestFigures figures;
    private String endpoint = "unknown";

    Exchange(Request request, Response response, Callback callback, RequestFigures figures) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.figures = figures;
    }

    Request request() {
        return request;
    }

    Response response() {
        return response;
    }

    String endpoint() {
        return endpoint;
    }

    void reached(Endpoint reached) {
        endpoint = reached.name();
    }

    /** The path as it was sent, still encoded. */
    String path() {
        String path = request.getHttpURI().getPath();
        return path == null ? "" : path;
    }

    boolean is(HttpMethod method) {
        return method.is(request.getMethod());
    }

    /** Reads the body and hands it over, or answers itself when it is too big or never comes whole. */
    void body(int maxBytes, Consumer<byte[]> whole) {
        WholeBody.read(request, maxBytes, whole, () -> refuse(RestError.TOO_BIG), callback::failed);
    }

    void empty(int status) {
        response.setStatus(status);
        if (status != 204 && status != 304) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, 0);
        }
        write(new byte[0]);
    }

    void json(int status, byte[] body) {
        answer(status, "application/json", body);
    }

    void text(int status, String body) {
        answer(status, "text/plain; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
    }

    /** An answer that is true now and may not be kept. */
    void answer(int status, String contentType, byte[] body) {
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        content(status, contentType, body);
    }

    void content(int status, String contentType, byte[] body) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        write(body);
    }

    void refuse(RestError error) {
        refuse(error, error.refusal().text());
    }

    /** Says besides what the cause says: where it went wrong, what was expected. */
    void refuse(RestError error, Throwable cause) {
        String detail = cause.getMessage();
        refuse(error, detail == null ? error.refusal().text() : error.refusal().text() + ": " + detail);
    }

    private void refuse(RestError error, String text) {
        if (error.refusal().retry()) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        json(error.refusal().status(), JsonText.object(out -> error.refusal().writeTo(out, text)));
    }

    void notAllowed(String allow) {
        response.getHeaders().put(HttpHeader.ALLOW, allow);
        refuse(RestError.NOT_ALLOWED);
    }

    private void write(byte[] body) {
        figures.answered(endpoint, response.getStatus());
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
