package org.carotene.rest;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What the server says to requests that reach no handler: malformed ones, too big headers; any thread. */
final class UnreadableRequest implements Request.Handler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Object status = request.getAttribute(ErrorHandler.ERROR_STATUS);
        int code = status instanceof Integer given ? given : response.getStatus();
        // 501 and 505 are about the client's request too.
        RestError error = code == HttpStatus.INTERNAL_SERVER_ERROR_500 ? RestError.BUG : RestError.UNREADABLE;
        String reason = HttpStatus.getMessage(code);
        byte[] body = JsonText.object(
                out -> error.refusal().writeTo(out, error.refusal().text() + ": " + reason));
        response.setStatus(code);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }
}
