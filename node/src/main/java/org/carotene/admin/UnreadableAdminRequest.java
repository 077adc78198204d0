package org.carotene.admin;

import java.nio.ByteBuffer;
import org.carotene.admin.question.AdminError;
import org.carotene.admin.question.AdminException;
import org.carotene.admin.question.Trees;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What the server says to requests that reach no handler: malformed ones, too big headers. Any thread. */
final class UnreadableAdminRequest implements Request.Handler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Object status = request.getAttribute(ErrorHandler.ERROR_STATUS);
        int code = status instanceof Integer given ? given : response.getStatus();
        AdminError error = code >= 500 ? AdminError.BUG : AdminError.UNREADABLE;
        byte[] body = Trees.bytes(new AdminException(error, HttpStatus.getMessage(code)).body());
        response.setStatus(code);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }
}
