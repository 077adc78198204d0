package org.carotene.transport;

import org.carotene.transport.polling.Polling;
import org.carotene.transport.websocket.WebSocketUpgrade;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** {@code /stream}: WebSockets, and long polling for those who cannot. Runs on a lane and blocks nothing. */
final class StreamHandler extends Handler.Abstract.NonBlocking {

    private final WebSocketUpgrade upgrade;
    private final Polling polling;

    StreamHandler(WebSocketUpgrade upgrade, Polling polling) {
        this.upgrade = upgrade;
        this.polling = polling;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = Request.getPathInContext(request);
        if (!path.equals("/stream") && !path.equals("/stream/")) {
            return false;
        }
        if (!upgrade.upgrade(request, response, callback)) {
            polling.handle(request, response, callback);
        }
        return true;
    }
}
